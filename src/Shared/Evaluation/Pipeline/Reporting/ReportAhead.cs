using MuBench.Datasets;
using MuBench.Pipeline.Progress;
using MuBench.Pipeline.Scoring;
using MuBench.Reports;
using MuBench.Scoring;
using MuBench.Storage;
using MuBench.Throttling;
using MuBench.Versions;

namespace MuBench.Pipeline.Reporting;

/// <summary>
/// Prepares a report while the last questions of its run are asked: at given shares of the answers it scores what is there, draws the images that the report
/// would show now, and keeps their thumbnails in memory. The report draws anew and makes those that are missing, so that it is the same.
/// </summary>
/// <param name="context">The store.</param>
/// <param name="inputs">Plans and datasets; keeps the thumbnails.</param>
/// <param name="shares">The shares of the answers at which it prepares the report, in ascending order.</param>
public sealed class ReportAhead(PipelineContext context, RunInputs inputs, params IReadOnlyList<double> shares) : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Preparation> _working = new(StringComparer.Ordinal);
    private readonly RecentItems<string, Preparation> _runs = new(RunInputs.MaxRuns);

    /// <summary>Looks at the progress of a run, and starts to prepare its report if it is time. Larger runs than those whose questions are kept in memory are left out.</summary>
    public void Look(RunStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        Look(status.RunId, status.Models.Sum(model => (long)model.Done), status.Models.Sum(model => (long)model.Questions));
    }

    /// <summary>
    /// Looks at the progress of a run that this process conducts, until the token fires. Answers of earlier runs do not count: where all are there already, nothing is prepared.
    /// Thumbnails that do not depend on the answers are made from the first answer on, because until then the processor is left to the first calls.
    /// </summary>
    /// <param name="runId">The run.</param>
    /// <param name="progress">The progress of its models.</param>
    /// <param name="ended">Ends it.</param>
    public async Task WatchAsync(string runId, IReadOnlyList<ModelProgress> progress, CancellationToken ended)
    {
        using var timer = new PeriodicTimer(Interval, context.Time);
        var isDrawing = false;
        try
        {
            while (await timer.WaitForNextTickAsync(ended).ConfigureAwait(false))
            {
                if (!isDrawing && progress.Any(model => model.Done > 0))
                {
                    await inputs.BeginThumbnailsAsync(runId, ended).ConfigureAwait(false);
                    isDrawing = true;
                }

                Look(runId, progress.Sum(model => (long)model.Done - model.Reused), progress.Sum(model => (long)model.Questions));
            }
        }
        catch (OperationCanceledException)
        {
            // The last answer is there.
        }
    }

    private void Look(string runId, long done, long questions)
    {
        if (questions is 0 or > ShardMemory.MaxQuestions)
            return;
        var reached = shares.Count(share => done >= share * questions);
        lock (_lock)
        {
            if (reached <= (_runs.TryGet(runId)?.Reached ?? 0) || _working.ContainsKey(runId))
                return;
            var stop = new CancellationTokenSource();
            var preparation = new Preparation(reached, stop, Task.Run(() => PrepareAsync(runId, stop.Token), CancellationToken.None));
            _runs.Keep(runId, preparation, 1);
            _working.Add(runId, preparation);
        }
    }

    /// <summary>Stops to prepare the report of a run, because it is made now.</summary>
    public async Task StopAsync(string runId)
    {
        Preparation? preparation;
        lock (_lock)
            preparation = _working.GetValueOrDefault(runId);
        if (preparation is null)
            return;
        await preparation.Stop.CancelAsync().ConfigureAwait(false);
        await preparation.Work.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        string[] working;
        lock (_lock)
            working = [.. _working.Keys];
        foreach (var runId in working)
            await StopAsync(runId).ConfigureAwait(false);
    }

    private async Task PrepareAsync(string runId, CancellationToken cancellationToken)
    {
        try
        {
            var (plan, _) = await inputs.GetAsync(runId, cancellationToken).ConfigureAwait(false);
            var scores = new List<ModelScores>();
            foreach (var model in plan.Models)
                scores.Add((await new ModelScorer(context.Store, inputs).ScoreAsync(plan, model, null, null, cancellationToken).ConfigureAwait(false)).Scores);
            var composer = new ReportComposer(context.Store, inputs, plan, scores);
            var sample = await composer.ReadSampleAsync(fullSize: false, cancellationToken).ConfigureAwait(false);
            // The rest is thrown away: it is done so that the first report of a process need not wait for the compiler.
            var report = await composer.ComposeAsync(null, context.Time.GetUtcNow(), CodeVersion.Current, cancellationToken).ConfigureAwait(false);
            _ = ReportFiles.Render(report, sample);
        }
        catch (Exception)
        {
            // Nothing depends on it: the report meets a fault that lasts, and is its owner.
        }
        finally
        {
            lock (_lock)
                _working.Remove(runId);
        }
    }

    private sealed record Preparation(int Reached, CancellationTokenSource Stop, Task Work);
}
