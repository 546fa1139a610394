using MuBench.Cli.Running;
using MuBench.Pipeline;
using MuBench.Pipeline.Progress;
using Spectre.Console;

namespace MuBench.Cli.Following;

/// <summary>Shows how far a run is that somebody else conducts, until it ends.</summary>
/// <param name="context">The store and the clock.</param>
/// <param name="runId">The run.</param>
/// <param name="before">What was there before: how an earlier attempt ended is no news.</param>
/// <param name="watch">Says when nothing is heard; null where that says nothing.</param>
/// <param name="hasEnded">Says whether there is nothing more to follow; null for the run's end, as the store says it.</param>
internal sealed class RunFollower(
    PipelineContext context, string runId, RunSnapshot before, SilenceMonitor? watch, Func<CancellationToken, Task<bool>>? hasEnded = null)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private volatile IReadOnlyList<ModelStatus> _models = [];

    /// <summary>Follows the run to its end.</summary>
    /// <returns>What the store says then.</returns>
    /// <exception cref="OperationCanceledException">The token fired first.</exception>
    public async Task<RunSnapshot> FollowAsync(CancellationToken stopping)
    {
        using var hidden = new CancellationTokenSource();
        Task? showing = null;
        try
        {
            while (true)
            {
                // First: what is read after it is the last word.
                var ended = hasEnded is not null && await hasEnded(stopping).ConfigureAwait(false);
                var sight = (await RunSnapshot.ReadAsync(context, runId, stopping).ConfigureAwait(false)).ChangesSince(before);
                _models = sight.Status?.Models ?? _models;
                if (showing is null && _models.Count > 0 && !sight.IsRejected)
                {
                    Console.Out.WriteLine($"Run {runId}: {_models[0].Questions:N0} questions about '{sight.Status!.Dataset}', {Count(_models.Count)}");
                    showing = new ProgressDisplay(() => _models, context.Time).ShowAsync(hidden.Token);
                }

                if (hasEnded is null ? sight.IsEnded : ended)
                    return sight;
                if (watch?.Check(sight) is { } notice)
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

    // A live table is drawn anew below what is written through its own console; elsewhere that console would break lines.
    private static void PrintNotice(string notice)
    {
        if (ProgressDisplay.IsLive)
            AnsiConsole.WriteLine(notice);
        else
            Console.Out.WriteLine(notice);
    }
}
