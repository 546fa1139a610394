using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using MuBench.Json;
using MuBench.Pipeline.Progress;
using MuBench.Storage;

namespace MuBench.Functions.Http;

/// <summary><c>POST /api/runs/{id}/cancel</c>: ends a run; its response log stays, and submitting its manifest again goes on from there.</summary>
public sealed class CancelRun(RunStatusStore statuses)
{
    /// <summary>Answers 200 with the last status, 404 where there is no such run, 409 where it has ended.</summary>
    [Function(nameof(CancelRun))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "runs/{id}/cancel")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        if (!StorePath.IsSegment(id) || await client.GetInstanceAsync(id, cancellationToken) is not { } instance)
            return ApiResults.NoRun(id);
        if (instance.IsCompleted)
            return ApiResults.Problem(409, $"The run '{id}' has ended ({instance.RuntimeStatus}).", "There is nothing to cancel.", id);
        // The workers see it within seconds and finish what is in flight; terminating alone would leave them at it.
        await statuses.EndAsync(id, null, RunStates.Cancelled, null, cancellationToken);
        await client.TerminateInstanceAsync(id, "Cancelled on request.", cancellationToken);
        var status = await statuses.TryReadAsync(id, cancellationToken);
        return ApiResults.Json(status!, MuBenchJsonContext.Default.RunStatus);
    }
}
