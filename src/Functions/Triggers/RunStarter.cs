using System.Collections.Concurrent;
using Grpc.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using MuBench.Functions.Orchestrations;
using MuBench.Pipeline.Progress;

namespace MuBench.Functions.Triggers;

/// <summary>Starts the orchestration of a run once, for any number of requests. The instance id is the run's id.</summary>
public sealed class RunStarter(RunStatusStore statuses, ILogger<RunStarter> logger)
{
    // For simultaneous deliveries of one upload in one process: the second one sees the orchestration that the first one started. Other runs do not wait.
    private readonly ConcurrentDictionary<string, Task> _starting = new(StringComparer.Ordinal);

    /// <summary>
    /// Starts a run unless it is running or done. An incomplete, cancelled or failed run is started again if the request is newer than its end. So
    /// a late second delivery of the event that started the run does not start it again.
    /// </summary>
    /// <param name="client">The Durable client.</param>
    /// <param name="runId">The run.</param>
    /// <param name="requestedAt">When the manifest was submitted.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    internal async Task<StartOutcome> StartAsync(DurableTaskClient client, string runId, DateTimeOffset requestedAt, CancellationToken cancellationToken)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        while (_starting.GetOrAdd(runId, ended.Task) is var other && other != ended.Task)
            await other.WaitAsync(cancellationToken);
        try
        {
            var outcome = await OutcomeAsync(client, runId, requestedAt, cancellationToken);
            if (outcome is StartOutcome.Resumed)
                await statuses.QueueAsync(runId, cancellationToken);
            if (outcome is StartOutcome.Started or StartOutcome.Resumed)
                await ScheduleAsync(client, runId, cancellationToken);
            StarterLog.Asked(logger, runId, outcome);
            return outcome;
        }
        finally
        {
            _starting.TryRemove(runId, out _);
            ended.SetResult();
        }
    }

    // How a run ended is in the store. The history of its orchestration says so too, but is removed after some time.
    private async Task<StartOutcome> OutcomeAsync(DurableTaskClient client, string runId, DateTimeOffset requestedAt, CancellationToken cancellationToken)
    {
        var instance = await client.GetInstanceAsync(runId, cancellationToken);
        if (instance is { IsCompleted: false })
            return StartOutcome.Running;
        return await statuses.TryReadAttemptAsync(runId, cancellationToken) switch
        {
            null => StartOutcome.Started,
            { State: RunStates.Done } when await statuses.TryReadAsync(runId, cancellationToken) is not { IsIncomplete: true } => StartOutcome.Ended,
            { State: RunStates.Queued } => StartOutcome.Resumed, // it was to continue, and its orchestration was not scheduled
            { State: RunStates.Running } => Since(instance?.LastUpdatedAt), // its orchestration ended without recording the end
            { At: var endedAt } => Since(endedAt),
        };

        StartOutcome Since(DateTimeOffset? endedAt) => requestedAt <= endedAt ? StartOutcome.Ended : StartOutcome.Resumed;
    }

    private static async Task ScheduleAsync(DurableTaskClient client, string runId, CancellationToken cancellationToken)
    {
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(nameof(RunOrchestrator), runId, new StartOrchestrationOptions(runId), cancellationToken);
        }
        catch (Exception exception) when (exception is RpcException or InvalidOperationException && !cancellationToken.IsCancellationRequested)
        {
            // Another process was faster, and the backend refused a second instance with the same id.
            if (await client.GetInstanceAsync(runId, cancellationToken) is not { IsCompleted: false })
                throw;
        }
    }
}
