using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using MuBench.Functions.Maintenance;
using MuBench.Pipeline.Deleting;
using MuBench.Storage;

namespace MuBench.Functions.Http;

/// <summary><c>DELETE /api/runs/{id}</c>: deletes a run that has ended, and the history of its orchestrations. The response log stays.</summary>
public sealed class DeleteRun(RunDeletion deletion)
{
    /// <summary>Responds 200 with what was deleted, 404 if there is no such run, 409 if it is in progress.</summary>
    [Function(nameof(DeleteRun))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "runs/{id}")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        if (!StorePath.IsSegment(id))
            return ApiResults.NoRun(id);
        var instance = await client.GetInstanceAsync(id, cancellationToken);
        if (instance is { IsCompleted: false })
            return ApiResults.Problem(409, $"The run '{id}' is in progress.", $"Cancel it first: POST /api/runs/{id}/cancel.", id);
        if (await deletion.TryFindAsync(id, cancellationToken) is not { } stored)
            return ApiResults.NoRun(id);
        try
        {
            await deletion.RunAsync(id, isAttemptOver: instance is not null, cancellationToken);
        }
        catch (RunInProgressException exception)
        {
            return ApiResults.Problem(409, $"The run '{id}' is in progress.", exception.Message, id);
        }

        await RunHistory.PurgeAsync(client, id, cancellationToken);
        return ApiResults.Json(new RunDeleted(id, stored.Files, stored.Bytes), ApiJsonContext.Default.RunDeleted);
    }
}
