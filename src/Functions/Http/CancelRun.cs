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
        var instance = await client.GetInstanceAsync(id, cancellationToken);
        if (instance is { IsCompleted: false })
        {
            // The workers see this within seconds and finish the calls in flight. Terminating the orchestration alone would not stop them.
            await statuses.EndAsync(id, null, RunStates.Cancelled, null, cancellationToken);
            await client.TerminateInstanceAsync(id, "Cancelled on request.", cancellationToken);
            return await CancelledAsync(client, id, cancellationToken);
        }

        var (run, problem) = await RequestedRun.FindAsync(context.Store, id, cancellationToken);
        if (run is null)
            return problem!;
        if (!await IsLeftRunningAsync(id, instance, cancellationToken))
            return NotConducted(run);
        await statuses.EndAsync(id, null, RunStates.Cancelled, null, cancellationToken);
        return await CancelledAsync(client, id, cancellationToken);
    }

    private async Task<ContentResult> CancelledAsync(DurableTaskClient client, string id, CancellationToken cancellationToken)
    {
        await StartEventAsync(client, id, cancellationToken);
        var status = await statuses.TryReadAsync(id, cancellationToken);
        return ApiResults.Json(status!, PipelineJsonContext.Default.RunStatus);
    }

    /// <summary>
    /// Whether an attempt is recorded as running that no service conducts any more: its orchestration ended without recording that, or belonged to a
    /// service that no longer exists.
    /// </summary>
    private async Task<bool> IsLeftRunningAsync(string id, OrchestrationMetadata? instance, CancellationToken cancellationToken) => instance is null
        ? await statuses.IsAbandonedAsync(id, cancellationToken)
        : await statuses.TryReadAttemptAsync(id, cancellationToken) is { State: RunStates.Running };

    private async Task StartEventAsync(DurableTaskClient client, string id, CancellationToken cancellationToken)
    {
        if (events.IsOn && await statuses.TryReadAttemptAsync(id, cancellationToken) is { } attempt)
            await EventOrchestrator.StartAsync(client, new RunRequest(id, attempt.Attempt), cancellationToken);
    }

    // A command line, or another service, may conduct runs of the same store.
    private static ContentResult NotConducted(RunEntry run)
    {
        var state = RunSummary.StateOf(run);
        return run.IsRejected || (run.Status is not null && RunStates.IsTerminal(state))
            ? ApiResults.Problem(409, $"The run '{run.Id}' has ended ({state}).", "There is nothing to cancel.", run.Id)
            : ApiResults.Problem(
                409, $"This app does not conduct the run '{run.Id}'.",
                "Where 'mubench run' conducts it, end it there with Ctrl-C. If another service did and no longer exists, cancel it "
                + $"{RunStatusStore.ServiceSilence.TotalMinutes:0} minutes after its last sign.", run.Id);
    }
}
