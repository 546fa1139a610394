using MuBench.Cli.Running;
using MuBench.Pipeline;
using MuBench.Pipeline.Progress;
using MuBench.Viewing;
using Spectre.Console;

namespace MuBench.Cli.Following;

/// <summary>Shows the progress of a run that another process or a service conducts, until it ends.</summary>
/// <param name="context">The store and the clock.</param>
/// <param name="runId">The run.</param>
/// <param name="before">The snapshot before the run was started; its content is ignored, so an earlier attempt's end is not shown.</param>
/// <param name="watch">Reports that a run's status is not updated any more; null for no such report.</param>
/// <param name="hasEnded">Returns whether there is nothing more to follow; null to follow until the store holds the run's end.</param>
internal sealed class RunFollower(
    PipelineContext context, string runId, RunSnapshot before, SilenceMonitor? watch, Func<CancellationToken, Task<bool>>? hasEnded = null)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private volatile IReadOnlyList<ModelStatus> _models = [];

    /// <summary>Follows the run to its end.</summary>
    /// <returns>The last snapshot of the run.</returns>
    /// <exception cref="OperationCanceledException">The token fired before the end.</exception>
    public async Task<RunSnapshot> FollowAsync(CancellationToken stopping)
    {
        using var hidden = new CancellationTokenSource();
        Task? showing = null;
        try
        {
            while (true)
            {
                // Checked before reading, so that the snapshot read after the end is complete.
                var ended = hasEnded is not null && await hasEnded(stopping).ConfigureAwait(false);
                var snapshot = (await RunSnapshot.ReadAsync(context, runId, stopping).ConfigureAwait(false)).ChangesSince(before);
                _models = snapshot.Status?.Models ?? _models;
                if (showing is null && _models.Count > 0 && !snapshot.IsRejected)
                {
                    Console.Out.WriteLine($"Run {runId}: {_models[0].Questions:N0} questions about '{snapshot.Status!.DatasetTitle}', {Count(_models.Count)}");
                    showing = new ProgressDisplay(() => _models, context.Time).ShowAsync(hidden.Token);
                }

                if (hasEnded is null ? snapshot.IsEnded : ended)
                    return snapshot;
                if (watch?.Check(snapshot) is { } notice)
                    PrintNotice(notice);
                await Task.Delay(Interval, context.Time, stopping).ConfigureAwait(false);
            }
        }
        finally
        {
            await hidden.CancelAsync().ConfigureAwait(false);
            if (showing is not null)
                await showing.ConfigureAwait(false);
        }
    }

    private static string Count(int models) => models == 1 ? "1 model" : $"{models} models";

    // A live table is redrawn below text that is written through its own console. Without a live table, that console would wrap lines.
    private static void PrintNotice(string notice)
    {
        if (ProgressDisplay.IsLive)
            AnsiConsole.WriteLine(notice);
        else
            Console.Out.WriteLine(notice);
    }
}
