using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using MuBench.Pipeline;
using MuBench.Pipeline.Progress;

namespace MuBench.Functions.Http;

/// <summary><c>GET /api/runs/{id}</c>: returns the status of a run.</summary>
public sealed class GetRun(PipelineContext context)
{
    /// <summary>
    /// Responds 200 with the status (304 if the client has it), or with the faults of a rejected manifest, for every run that <c>GET /api/runs</c> lists; 404 if
    /// there is no such run, 500 if its stored documents cannot be read.
    /// </summary>
    [Function(nameof(GetRun))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "runs/{id}")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var (run, problem) = await RequestedRun.FindAsync(context.Store, id, cancellationToken);
        if (run is null)
            return problem!;
        if (run.IsRejected)
            return ApiResults.Json(run.Rejection!, PipelineJsonContext.Default.Rejection);
        if (run.Status is { } status)
            return ConditionalDocument.Of(status.AsOf(context.Time.GetUtcNow()), PipelineJsonContext.Default.RunStatus);
        // The run was requested, but no worker has begun it.
        return run.AcceptedAt is { } at
            ? ApiResults.Json(new RunStatus { RunId = id, State = RunStates.Queued, UpdatedAt = at, Models = [] }, PipelineJsonContext.Default.RunStatus)
            : ApiResults.NoRun(id);
    }
}
