using Microsoft.DurableTask;
using MuBench.Functions.Activities;
using MuBench.Pipeline.Workers;

namespace MuBench.Functions.Orchestrations;

/// <summary>
/// Sends the end of a run, and tries again while its target cannot be reached. It is an orchestration of its own, so that such a target
/// does not keep the run's orchestration open. Returns whether the event was sent.
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

    /// <summary>The id of the orchestration that sends the end of an attempt.</summary>
    public static string IdOf(RunRequest run) => $"{run.RunId}:event:{run.Attempt}";
}
