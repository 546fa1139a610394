using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using MuBench.Json;
using MuBench.Pipeline;
using MuBench.Pipeline.Progress;
using MuBench.Storage;

namespace MuBench.Functions.Http;

/// <summary><c>GET /api/runs/{id}</c>: how far a run is.</summary>
public sealed class GetRun(PipelineContext context, RunStatusStore statuses)
{
    /// <summary>Answers 200 with the status, or with the faults of a rejected manifest; 404 where there is no such run.</summary>
    [Function(nameof(GetRun))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "runs/{id}")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        if (!StorePath.IsSegment(id))
            return ApiResults.NoRun(id);
        if (await statuses.TryReadAsync(id, cancellationToken) is { } status)
            return ApiResults.Json(status, MuBenchJsonContext.Default.RunStatus);
        if (await context.Store.TryReadAsync(StoreLayout.RunRejected(id), cancellationToken) is { } rejected)
            return ApiResults.Content(rejected, "application/json");
        // Asked for, but no worker has begun it.
        return await client.GetInstanceAsync(id, cancellationToken) is { IsCompleted: false }
            ? ApiResults.Json(new RunStatus { RunId = id, State = RunStates.Queued, UpdatedAt = context.Time.GetUtcNow(), Models = [] }, MuBenchJsonContext.Default.RunStatus)
            : ApiResults.NoRun(id);
    }
}
