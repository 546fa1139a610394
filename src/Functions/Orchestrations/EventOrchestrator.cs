using Grpc.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using MuBench.Functions.Activities;
using MuBench.Pipeline.Workers;

namespace MuBench.Functions.Orchestrations;

/// <summary>
/// Sends the end of a run, and tries again while its target cannot be reached. It is an orchestration of its own and no part of the run's,
/// because a run's orchestration stays open until its parts have ended. Returns whether the event was sent.
/// </summary>
internal sealed class EventOrchestrator : TaskOrchestrator<RunRequest, bool>
{
    /// <summary>Maximum number of tries, over two and a half hours.</summary>
    internal const int MaxTries = 9;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MaxPause = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    public override async Task<bool> RunAsync(TaskOrchestrationContext context, RunRequest input)
    {
        var pause = FirstPause;
        for (var attempt = 1; attempt <= MaxTries; attempt++)
        {
            if (await context.CallActivityAsync<bool>(ActivityNames.SendRunEvent, input, ActivityFailures.RetryOnLostWorker))
                return true;
            if (attempt == MaxTries)
                break;
            await context.CreateTimer(pause, CancellationToken.None);
            pause = pause * 3 < MaxPause ? pause * 3 : MaxPause;
        }

        return false;
    }

    /// <summary>Starts the orchestration that sends the end of an attempt. A second call starts nothing.</summary>
    public static async Task StartAsync(DurableTaskClient client, RunRequest run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(run);
        var id = $"{run.RunId}:event:{run.Attempt}";
        if (await client.GetInstanceAsync(id, cancellationToken) is not null)
            return;
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(nameof(EventOrchestrator), run, new StartOrchestrationOptions(id), cancellationToken);
        }
        catch (Exception exception) when (exception is RpcException or InvalidOperationException && !cancellationToken.IsCancellationRequested)
        {
            // Another process was faster, and the backend refused a second instance with the same id.
            if (await client.GetInstanceAsync(id, cancellationToken) is null)
                throw;
        }
    }
}
