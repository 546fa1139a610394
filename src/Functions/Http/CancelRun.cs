using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using MuBench.Functions.Events;
using MuBench.Functions.Orchestrations;
using MuBench.Pipeline;
using MuBench.Pipeline.Listing;
using MuBench.Pipeline.Progress;
using MuBench.Pipeline.Workers;
using MuBench.Storage;

namespace MuBench.Functions.Http;

/// <summary>
/// <c>POST /api/runs/{id}/cancel</c>: cancels a run. Its response log stays, and submitting its manifest again continues it.
/// </summary>
public sealed class CancelRun(PipelineContext context, RunStatusStore statuses, RunEventSender events)
{
    /// <summary>
    /// Responds 200 with the last status, 404 if there is no such run, 409 if it has ended or this app does not conduct it, 500 if its
    /// stored documents cannot be read.
    /// </summary>
    [Function(nameof(CancelRun))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "runs/{id}/cancel")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        if (!StorePath.IsSegment(id))
            return ApiResults.NoRun(id);
        if (await client.GetInstanceAsync(id, cancellationToken) is not { } instance)
            return await NotConductedAsync(id, cancellationToken);
        if (instance.IsCompleted)
            return ApiResults.Problem(409, $"The run '{id}' has ended ({instance.RuntimeStatus}).", "There is nothing to cancel.", id);
        // The workers see this within seconds and finish the calls in flight. Terminating the orchestration alone would not stop them.
        await statuses.EndAsync(id, null, RunStates.Cancelled, null, cancellationToken);
        await client.TerminateInstanceAsync(id, "Cancelled on request.", cancellationToken);
        await StartEventAsync(client, id, cancellationToken);
        var status = await statuses.TryReadAsync(id, cancellationToken);
        return ApiResults.Json(status!, PipelineJsonContext.Default.RunStatus);
    }

    private async Task StartEventAsync(DurableTaskClient client, string id, CancellationToken cancellationToken)
    {
        if (events.IsOn && await statuses.TryReadAttemptAsync(id, cancellationToken) is { } attempt)
            await EventOrchestrator.StartAsync(client, new RunRequest(id, attempt.Attempt), cancellationToken);
    }

    // A command line may conduct runs of the same store.
    private async Task<ContentResult> NotConductedAsync(string id, CancellationToken cancellationToken)
    {
        var run = await new RunCatalog(context.Store).ReadAsync(id, cancellationToken);
        if (run.Fault is { } fault)
            return ApiResults.Unreadable(id, fault);
        if (!run.IsKnown)
            return ApiResults.NoRun(id);
        var state = RunSummary.StateOf(run);
        return run.IsRejected || (run.Status is not null && RunStates.IsTerminal(state))
            ? ApiResults.Problem(409, $"The run '{id}' has ended ({state}).", "There is nothing to cancel.", id)
            : ApiResults.Problem(409, $"This app does not conduct the run '{id}'.", "Where 'mubench run' conducts it, end it there with Ctrl-C.", id);
    }
}
