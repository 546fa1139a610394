using Grpc.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using MuBench.Functions.Orchestrations;
using MuBench.Pipeline.Progress;

namespace MuBench.Functions.Triggers;

/// <summary>Starts the orchestration of a run, once however often it is asked to. The instance id is the run's id.</summary>
public sealed class RunStarter(RunStatusStore statuses, ILogger<RunStarter> logger) : IDisposable
{
    // Deliveries of one upload at the same time in one process: the second sees what the first has started.
    private readonly SemaphoreSlim _gate = new(1);

    /// <summary>
    /// Starts a run unless it goes on or is done. One that was cancelled or failed is taken up again where the request is
    /// newer than its end: a late second delivery of the event that started it starts nothing.
    /// </summary>
    /// <param name="client">The Durable client.</param>
    /// <param name="runId">The run.</param>
    /// <param name="requestedAt">When its manifest was handed in.</param>
    /// <param name="cancellationToken">Abandons the call.</param>
    public async Task<StartOutcome> StartAsync(DurableTaskClient client, string runId, DateTimeOffset requestedAt, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var outcome = await OutcomeAsync(client, runId, requestedAt, cancellationToken);
            if (outcome is StartOutcome.Started or StartOutcome.TakenUp)
                await ScheduleAsync(client, runId, cancellationToken);
            StarterLog.Asked(logger, runId, outcome);
            return outcome;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private async Task<StartOutcome> OutcomeAsync(DurableTaskClient client, string runId, DateTimeOffset requestedAt, CancellationToken cancellationToken)
    {
        if (await client.GetInstanceAsync(runId, cancellationToken) is not { } instance)
            return StartOutcome.Started;
        if (!instance.IsCompleted)
            return StartOutcome.GoesOn;
        var attempt = await statuses.TryReadAttemptAsync(runId, cancellationToken);
        var isDone = instance.RuntimeStatus == OrchestrationRuntimeStatus.Completed && attempt is null or { State: RunStates.Done };
        var endedAt = attempt is { State: not RunStates.Running } ? attempt.At : instance.LastUpdatedAt;
        return isDone || requestedAt <= endedAt ? StartOutcome.Ended : StartOutcome.TakenUp;
    }

    private static async Task ScheduleAsync(DurableTaskClient client, string runId, CancellationToken cancellationToken)
    {
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(nameof(RunOrchestrator), runId, new StartOrchestrationOptions(runId), cancellationToken);
        }
        catch (Exception exception) when (exception is RpcException or InvalidOperationException && !cancellationToken.IsCancellationRequested)
        {
            // Another process was faster, and the backend has refused a second instance of one id.
            if (await client.GetInstanceAsync(runId, cancellationToken) is not { IsCompleted: false })
                throw;
        }
    }
}
