using System.Collections.Concurrent;
using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Progress;
using MuBench.Pipeline.Reporting;
using MuBench.Reports;
using MuBench.Reports.Documents;
using MuBench.Storage;

namespace MuBench.Viewing;

/// <summary>
/// The reports of a store's finished runs, each read once for as long as it does not change. Of a report only the scores over whole tasks
/// are kept, so that a hundred of them take little memory.
/// </summary>
internal sealed class StoredReports(IArtifactStore store)
{
    private readonly ConcurrentDictionary<string, Kept> _reports = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Task<RunPlan>> _plans = new(StringComparer.Ordinal);

    /// <summary>The runs of the store.</summary>
    public RunCatalog Catalog => field ??= new RunCatalog(store, ReadAsync);

    /// <summary>The finished runs of a dataset, with the keys of their models.</summary>
    public async Task<FinishedRuns> ReadFinishedAsync(string dataset, CancellationToken cancellationToken)
    {
        var runs = await Catalog.ReadFinishedAsync(dataset, cancellationToken).ConfigureAwait(false);
        var plans = await Task.WhenAll(runs.Reports.Select(report => PlanOfAsync(report, cancellationToken))).ConfigureAwait(false);
        var keys = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var plan in plans.OfType<RunPlan>())
        {
            foreach (var model in plan.Models) keys[LeaderboardRanks.KeyOf(plan.RunId, model.Manifest.Id)] = model.Key;
        }

        return runs with { ModelKeys = keys };
    }

    /// <summary>The plan of a finished run; null if it has none that can be read.</summary>
    public async Task<RunPlan?> PlanOfAsync(RunReport report, CancellationToken cancellationToken)
    {
        // The plan of a finished run does not change while its report does not.
        var key = $"{report.Run.Id} {report.Run.FinishedAt:O}";
        var reading = _plans.GetOrAdd(key, _ => PlanStore.ReadAsync(store, report.Run.Id, CancellationToken.None));
        try
        {
            return await reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (UserException fault) when (fault is ArtifactNotFoundException or not StoreException)
        {
            return null; // the report is shown without what needs its plan
        }
        finally
        {
            if (reading.IsFaulted) _plans.TryRemove(KeyValuePair.Create(key, reading));
        }
    }

    /// <summary>When the report of a run was written; null if it has none.</summary>
    public async Task<DateTimeOffset?> WrittenAtAsync(string runId, CancellationToken cancellationToken) =>
        (await store.TryStatAsync(StoreLayout.RunReport(runId, ReportFiles.Json), cancellationToken).ConfigureAwait(false))?.LastModified;

    /// <summary>Reads a report, without what is not over whole tasks.</summary>
    /// <exception cref="UserException">There is no report, or it cannot be read.</exception>
    public async Task<RunReport> ReadAsync(string runId, CancellationToken cancellationToken)
    {
        var written = await WrittenAtAsync(runId, cancellationToken).ConfigureAwait(false);
        var kept = _reports.AddOrUpdate(runId, _ => Read(runId, written), (_, known) => known.Written == written && !known.Report.IsFaulted ? known : Read(runId, written));
        return await kept.Report.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private Kept Read(string runId, DateTimeOffset? written) => new(written, Task.Run(async () => Trim(await FinishedRun.ReadReportAsync(store, runId).ConfigureAwait(false))));

    private static RunReport Trim(RunReport report) => report with
    {
        Comparisons = [],
        VisionGain = null,
        Interpolations = [],
        Shortcuts = null,
        Models =
        [
            .. report.Models.Select(model => model with
            {
                Scores = [.. model.Scores.Where(score => score.Slice == Leaderboard.WholeTask)],
                Band = null,
                Analyses = null,
                Confusions = null,
                Repeats = null,
                Permutations = null,
            }),
        ],
    };

    private sealed record Kept(DateTimeOffset? Written, Task<RunReport> Report);
}
