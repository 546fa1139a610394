using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using MuBench.Functions.Triggers;
using MuBench.Pipeline;
using MuBench.Pipeline.Progress;

namespace MuBench.Functions.Http;

/// <summary>
/// <c>POST /api/runs/{id}/resume</c>: asks what is missing in an incomplete, cancelled or failed run, and writes its report again. The same
/// as submitting its manifest again.
/// </summary>
public sealed class ResumeRun(PipelineContext context, RunStatusStore statuses, RunStarter starter)
{
    /// <summary>
    /// Responds 202 with the run's address, 200 if every question has a response, 404 if there is no such run, 409 if its manifest was
    /// rejected or a command line conducts it, 500 if its stored documents cannot be read.
    /// </summary>
    [Function(nameof(ResumeRun))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "runs/{id}/resume")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (run, problem) = await RequestedRun.FindAsync(context.Store, id, cancellationToken);
        if (run is null)
            return problem!;
        if (run.IsRejected)
            return ApiResults.Problem(409, $"The manifest of the run '{id}' was rejected.", "Correct every fault and submit the manifest.", id);
        if (run.Status is { State: RunStates.Done, IsIncomplete: false })
            return RunAccepted.Respond(request, id, StartOutcome.Ended);
        if (run.Status is { State: RunStates.Running } && await client.GetInstanceAsync(id, cancellationToken) is null && !await statuses.IsAbandonedAsync(id, cancellationToken))
            return ApiResults.Problem(409, $"This app does not conduct the run '{id}'.", "Where 'mubench run' conducts it, let it finish or end it there with Ctrl-C.", id);
        var outcome = await starter.StartAsync(client, id, context.Time.GetUtcNow(), cancellationToken);
        return RunAccepted.Respond(request, id, outcome);
    }
}
