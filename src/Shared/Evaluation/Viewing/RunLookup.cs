using MuBench.Naming;
using MuBench.Pipeline.Progress;
using MuBench.Storage;

namespace MuBench.Viewing;

/// <summary>Finds the run that a user names.</summary>
public static class RunLookup
{
    /// <summary>Requires that the store has a run.</summary>
    /// <param name="store">The store.</param>
    /// <param name="runId">The run.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="UserException">The store has no such run; the message names similar ids.</exception>
    public static async Task RequireAsync(IArtifactStore store, string runId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(runId);
        // Most requests name a run that is there; the list of all runs takes longer.
        if (StorePath.IsSegment(runId)
            && (await store.TryStatAsync(StoreLayout.RunStatus(runId), cancellationToken).ConfigureAwait(false)
                ?? await store.TryStatAsync(StoreLayout.RunManifest(runId), cancellationToken).ConfigureAwait(false)) is not null)
        {
            return;
        }

        var known = await new RunCatalog(store).ListIdsAsync(cancellationToken).ConfigureAwait(false);
        if (known.Contains(runId, StringComparer.Ordinal))
            return;
        // Users remember the name of a run without its hash.
        var named = known.Where(id => runId.Length > 0 && id.StartsWith(runId + "-", StringComparison.Ordinal)).Take(5).ToList();
        var near = named.Count > 0 ? named : NearestNames.For(runId, known);
        var hint = near.Count > 0 ? $"; did you mean {string.Join(" or ", near.Select(id => $"'{id}'"))}?" : ". 'mubench runs' lists its runs.";
        throw new UserException($"The store {store.Description} has no run '{runId}'{hint}");
    }
}
