using MuBench.Pipeline.Listing;
using MuBench.Pipeline.Progress;

namespace MuBench.Viewing;

/// <summary>
/// The runs of a store that may have thousands, for a reader that lists them again and again. A run that has ended is read once; the index
/// says when it has changed. Safe for concurrent use.
/// </summary>
/// <param name="index">The index of the runs.</param>
/// <param name="catalog">Reads runs.</param>
internal sealed class KeptRuns(RunIndex index, RunCatalog catalog)
{
    private IReadOnlyDictionary<string, Kept> _kept = new Dictionary<string, Kept>();

    /// <summary>All runs, newest first.</summary>
    public async Task<IReadOnlyList<RunEntry>> ListAsync(CancellationToken cancellationToken = default)
    {
        var runs = await index.ListAllAsync(cancellationToken).ConfigureAwait(false);
        var known = Volatile.Read(ref _kept);
        var changed = runs.Where(run => !IsKept(known, run)).Select(run => run.RunId).ToList();
        var read = (await catalog.ReadAsync(changed, cancellationToken).ConfigureAwait(false)).ToDictionary(run => run.Id, StringComparer.Ordinal);
        var kept = runs.ToDictionary(run => run.RunId, run => new Kept(run.State, run.UpdatedAt, read.GetValueOrDefault(run.RunId) ?? known[run.RunId].Run), StringComparer.Ordinal);
        Volatile.Write(ref _kept, kept);
        return [.. runs.Select(run => kept[run.RunId].Run).Where(run => run.IsKnown)];
    }

    private static bool IsKept(IReadOnlyDictionary<string, Kept> known, RunSummary run) =>
        run.IsEnded && known.TryGetValue(run.RunId, out var kept) && (kept.State, kept.UpdatedAt) == (run.State, run.UpdatedAt);

    private sealed record Kept(string State, DateTimeOffset? UpdatedAt, RunEntry Run);
}
