using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Reporting;
using MuBench.Reports;
using MuBench.Reports.Documents;
using MuBench.Storage;

namespace MuBench.Pipeline.Progress;

/// <summary>The runs of a store, those of the command line and of the service alike.</summary>
/// <param name="store">The store.</param>
/// <param name="readReport">Reads the report of a run, for a reader that keeps reports; null for the store's documents.</param>
public sealed class RunCatalog(IArtifactStore store, Func<string, CancellationToken, Task<RunReport>>? readReport = null)
{
    private readonly Func<string, CancellationToken, Task<RunReport>> _readReport = readReport ?? ((runId, token) => FinishedRun.ReadReportAsync(store, runId, token));

    // A list spends its time waiting for the store, not for this machine's processor.
    private const int Parallelism = 16;

    /// <summary>The ids of all runs, in ordinal order.</summary>
    public Task<IReadOnlyList<string>> ListIdsAsync(CancellationToken cancellationToken = default) =>
        store.ListFoldersAsync(StoreLayout.Runs, cancellationToken);

    /// <summary>All runs, newest first, without those that were only looked at, by an estimate or a check.</summary>
    public async Task<IReadOnlyList<RunEntry>> ListAsync(CancellationToken cancellationToken = default)
    {
        var ids = await ListIdsAsync(cancellationToken).ConfigureAwait(false);
        var entries = await ReadAsync(ids, cancellationToken).ConfigureAwait(false);
        return [.. entries.Where(entry => entry.IsKnown).OrderByDescending(entry => entry.At ?? DateTimeOffset.MinValue).ThenBy(entry => entry.Id, StringComparer.Ordinal)];
    }

    /// <summary>The entries of some runs, in their order. A run that does not exist has an entry too.</summary>
    public async Task<IReadOnlyList<RunEntry>> ReadAsync(IReadOnlyList<string> runIds, CancellationToken cancellationToken = default) =>
        await SelectAsync(runIds, ReadAsync, cancellationToken).ConfigureAwait(false);

    /// <summary>The entry of one run; if there is no such run, an entry that <see cref="RunEntry.IsKnown">is not known</see>.</summary>
    public async Task<RunEntry> ReadAsync(string runId, CancellationToken cancellationToken = default)
    {
        RunStatus? status = null;
        try
        {
            status = await JsonDocuments.TryReadAsync(store, StoreLayout.RunStatus(runId), PipelineJsonContext.Default.RunStatus, cancellationToken).ConfigureAwait(false);
            if (status is { Alarms: null } && RunStates.HasReport(status.State))
                status = status with { Alarms = await AlarmsOfAsync(runId, cancellationToken).ConfigureAwait(false) };
            var rejection = await JsonDocuments.TryReadAsync(store, StoreLayout.RunRejected(runId), PipelineJsonContext.Default.Rejection, cancellationToken).ConfigureAwait(false);
            // The run was accepted, but no worker has started it: only the time of acceptance is known.
            var manifest = status is null && rejection is null
                ? await store.TryStatAsync(StoreLayout.RunManifest(runId), cancellationToken).ConfigureAwait(false)
                : null;
            if (manifest is not null && await PlanStore.TryReadAsync(store, runId, cancellationToken).ConfigureAwait(false) is { IsPreview: true })
                manifest = null;
            return new RunEntry { Id = runId, Status = status, Rejection = rejection, AcceptedAt = manifest?.LastModified };
        }
        catch (UserException fault) when (fault is not StoreException)
        {
            // One damaged document must not hide the other runs: the list shows its fault.
            return new RunEntry { Id = runId, Status = status, Fault = fault.Message };
        }
    }

    /// <summary>The finished runs of a dataset. Unreadable runs and samples are named, not left out.</summary>
    public async Task<FinishedRuns> ReadFinishedAsync(string dataset, CancellationToken cancellationToken = default)
    {
        var entries = await ListAsync(cancellationToken).ConfigureAwait(false);
        var finished = entries.Where(entry => entry.Status is { } status && RunStates.HasReport(status.State) && status.Dataset == dataset).ToList();
        var read = await SelectAsync(finished, ReadReportAsync, cancellationToken).ConfigureAwait(false);
        var unknown = entries.Where(entry => entry is { Status: null, Fault: not null }).Select(entry => new UnreadRun(entry.Id, entry.Fault!));
        return new FinishedRuns(
            dataset,
            [.. read.Select(run => run.Report).OfType<RunReport>().OrderByDescending(report => report.Run.FinishedAt).ThenBy(report => report.Run.Id, StringComparer.Ordinal)],
            [.. read.Select(run => run.Unread).OfType<UnreadRun>().Concat(unknown).OrderBy(run => run.Id, StringComparer.Ordinal)]);
    }

    // Older versions wrote no alarms into the status. They follow from the report.
    private async Task<IReadOnlyList<string>?> AlarmsOfAsync(string runId, CancellationToken cancellationToken) =>
        await store.TryStatAsync(StoreLayout.RunReport(runId, ReportFiles.Json), cancellationToken).ConfigureAwait(false) is null
            ? null
            : (await _readReport(runId, cancellationToken).ConfigureAwait(false)).AlarmedModels;

    private async Task<(RunReport? Report, UnreadRun? Unread)> ReadReportAsync(RunEntry run, CancellationToken cancellationToken)
    {
        try
        {
            var report = await _readReport(run.Id, cancellationToken).ConfigureAwait(false);
            return report.Run.Dataset.Sampled
                ? (null, new UnreadRun(run.Id, $"It is {SamplingText.Mark}: its estimates are not listed beside results over every question."))
                : (report, null);
        }
        catch (UserException fault) when (fault is ArtifactNotFoundException or not StoreException)
        {
            return (null, new UnreadRun(run.Id, fault.Message));
        }
    }

    private static async Task<TResult[]> SelectAsync<T, TResult>(
        IReadOnlyList<T> items, Func<T, CancellationToken, Task<TResult>> read, CancellationToken cancellationToken)
    {
        var results = new TResult[items.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, items.Count, options, async (index, token) =>
            results[index] = await read(items[index], token).ConfigureAwait(false)).ConfigureAwait(false);
        return results;
    }
}
