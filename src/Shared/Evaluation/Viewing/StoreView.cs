using System.Collections.Concurrent;
using MuBench.Datasets;
using MuBench.Pipeline;
using MuBench.Pipeline.Listing;
using MuBench.Pipeline.Progress;
using MuBench.Reports;
using MuBench.Storage;

namespace MuBench.Viewing;

/// <summary>
/// A store as its readers see it: runs, reports and datasets, read once for as long as they do not change. Safe for concurrent use.
/// </summary>
/// <param name="context">The store and the clock.</param>
/// <param name="index">The index of the runs, for a store that may have thousands; null to read every run for each list.</param>
public sealed class StoreView(PipelineContext context, RunIndex? index = null)
{
    // Questions of this many datasets are kept; a dataset of μ-Bench's size takes some 20 MB.
    private const int MaxDatasets = 3;

    private readonly StoredReports _reports = new(context.Store);
    private readonly KeptRuns? _runs = index is null ? null : new KeptRuns(index, new RunCatalog(context.Store));
    private readonly ConcurrentDictionary<string, Kept> _datasets = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _titles = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Task<LeaderboardRanks>> _ranks = new(StringComparer.Ordinal);

    /// <summary>The store in words.</summary>
    public string Description => context.Store.Description;

    /// <summary>The runs of the store.</summary>
    public RunCatalog Catalog => _reports.Catalog;

    /// <summary>All runs, newest first.</summary>
    public Task<IReadOnlyList<RunEntry>> ListRunsAsync(CancellationToken cancellationToken = default) => _runs?.ListAsync(cancellationToken) ?? Catalog.ListAsync(cancellationToken);

    /// <summary>The name in texts of a dataset, from the runs of the store; its name in the store if no run has asked it.</summary>
    public async Task<string> TitleOfAsync(string dataset, CancellationToken cancellationToken = default)
    {
        if (_titles.TryGetValue(dataset, out var known)) return known;
        var runs = await ListRunsAsync(cancellationToken).ConfigureAwait(false);
        return runs.Select(run => run.Status).FirstOrDefault(status => status?.Dataset == dataset) is { DatasetTitle: { } title }
            ? _titles.GetOrAdd(dataset, title)
            : dataset;
    }

    /// <summary>When the report of a run was written; null if it has none.</summary>
    public Task<DateTimeOffset?> WrittenAtAsync(string runId, CancellationToken cancellationToken = default) => _reports.WrittenAtAsync(runId, cancellationToken);

    /// <summary>The finished runs of a dataset, with the scores over whole tasks.</summary>
    public Task<FinishedRuns> ReadFinishedAsync(string dataset, CancellationToken cancellationToken = default) => _reports.ReadFinishedAsync(dataset, cancellationToken);

    /// <summary>The best model of a finished run with a rank, and its task, in words; "none" if there is no such model.</summary>
    /// <exception cref="UserException">The run has no report, or it cannot be read.</exception>
    public async Task<string> LeaderOfAsync(string runId, CancellationToken cancellationToken = default)
    {
        var report = await _reports.ReadAsync(runId, cancellationToken).ConfigureAwait(false);
        return Leaderboard.Tasks(report) is [var task, ..] && Leaderboard.LeaderOf(report, task) is { } id ? $"{id} (on {task})" : "none";
    }

    /// <summary>
    /// The ranks of a dataset's models, computed once for the same runs. If the dataset or the scores of a model cannot be read, there are none, and the
    /// result says why.
    /// </summary>
    public async Task<LeaderboardRanks> RankAsync(FinishedRuns runs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(runs);
        var key = runs.Dataset + string.Concat(runs.Reports.Select(report => $"\n{report.Run.Id} {report.Run.FinishedAt:O}"));
        if (_ranks.Count > MaxDatasets && !_ranks.ContainsKey(key)) _ranks.Clear();
        var ranking = _ranks.GetOrAdd(key, _ => Task.Run(() => ComputeRanksAsync(runs)));
        try
        {
            return await ranking.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (ranking.IsFaulted) _ranks.TryRemove(KeyValuePair.Create(key, ranking)); // a later reader may be able to reach the store
        }
    }

    private async Task<LeaderboardRanks> ComputeRanksAsync(FinishedRuns runs)
    {
        try
        {
            var dataset = await OpenAsync(runs.Dataset).ConfigureAwait(false);
            return await new DatasetRanks(context.Store, _reports, dataset.Questions).ComputeAsync(runs, CancellationToken.None).ConfigureAwait(false);
        }
        catch (UserException fault) when (fault is ArtifactNotFoundException or not StoreException)
        {
            return new LeaderboardRanks(new Dictionary<string, IReadOnlyDictionary<string, RankRange>>(), $"{Leaderboard.NotComparedRule} Why: {fault.Message}");
        }
    }

    /// <summary>A dataset with its questions, read again if another revision was imported.</summary>
    /// <exception cref="UserException">There is no such dataset, or it cannot be read.</exception>
    internal async Task<ViewedDataset> OpenAsync(string dataset)
    {
        var reader = await DatasetReader.OpenAsync(context.Store, dataset, CancellationToken.None).ConfigureAwait(false);
        if (_datasets.Count >= MaxDatasets && !_datasets.ContainsKey(dataset)) _datasets.Clear();
        var kept = _datasets.AddOrUpdate(
            dataset, _ => Read(reader), (_, known) => known.Revision == reader.Info.Revision && !known.Dataset.IsFaulted ? known : Read(reader));
        return await kept.Dataset.ConfigureAwait(false);
    }

    private Kept Read(DatasetReader reader) => new(reader.Info.Revision, Task.Run(async () =>
    {
        var questions = await ViewedQuestions.ReadAsync(reader, CancellationToken.None).ConfigureAwait(false);
        return new ViewedDataset(reader, questions, new ResultReader(context.Store, _reports, questions));
    }));

    private sealed record Kept(string Revision, Task<ViewedDataset> Dataset);
}
