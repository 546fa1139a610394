using MuBench.Naming;
using MuBench.Pipeline.Progress;
using MuBench.Storage;

namespace MuBench.Cli.Following;

/// <summary>A run that the user names.</summary>
internal static class RunLookup
{
    /// <summary>Sees to it that the store has a run.</summary>
    /// <exception cref="UserException">It has not; the message names near ones.</exception>
    public static async Task RequireAsync(IArtifactStore store, string runId, CancellationToken cancellationToken)
    {
        var known = await new RunCatalog(store).ListIdsAsync(cancellationToken).ConfigureAwait(false);
        if (known.Contains(runId, StringComparer.Ordinal))
            return;
        // The name of a run without its hash is what one remembers.
        var named = known.Where(id => runId.Length > 0 && id.StartsWith(runId + "-", StringComparison.Ordinal)).Take(5).ToList();
        var near = named.Count > 0 ? named : NearestNames.For(runId, known);
        var hint = near.Count > 0 ? $"; did you mean {string.Join(" or ", near.Select(id => $"'{id}'"))}?" : ". 'mubench runs' lists those that it has.";
        throw new UserException($"The store {store.Description} has no run '{runId}'{hint}");
    }
}
