using MuBench.Pipeline.Listing;
using MuBench.Storage;
using MuBench.Storage.Leases;

namespace MuBench.Pipeline.Retaining;

/// <summary>
/// Removes what is no longer read: old rejections, files of workers that were lost, unheld claims, and shared limits of unused
/// endpoints. It never removes a run, nor a response.
/// </summary>
/// <param name="context">The store and the clock.</param>
/// <param name="index">The list of runs.</param>
public sealed class RunRetention(PipelineContext context, RunIndex index)
{
    // A lost worker's file is not newer than the last status of its run. Runs that changed this long before are looked at.
    private static readonly TimeSpan LookBack = TimeSpan.FromDays(30);

    private const int MaxRuns = 1_000_000;

    /// <summary>Removes rejections that are older than a moment. A run whose manifest was rejected later keeps everything else.</summary>
    /// <returns>Number of removed rejections.</returns>
    public async Task<int> RemoveRejectionsAsync(DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        var removed = 0;
        var rejected = await index.ListAsync(new RunFilter { State = RunSummary.Rejected }, null, MaxRuns, cancellationToken).ConfigureAwait(false);
        foreach (var run in rejected.Runs.Where(run => run.UpdatedAt < before))
        {
            await RunChanges.AnnounceAsync(context.Store, context.Time, run.RunId, cancellationToken).ConfigureAwait(false);
            if (await context.Store.DeleteAsync(StoreLayout.RunRejected(run.RunId), cancellationToken).ConfigureAwait(false))
                removed++;
            if (await IsEmptyAsync(StoreLayout.Run(run.RunId), cancellationToken).ConfigureAwait(false))
                await context.Store.DeleteFolderAsync(StoreLayout.Run(run.RunId), cancellationToken).ConfigureAwait(false);
        }

        return removed;
    }

    /// <summary>Removes the files and the leases of workers that have written nothing since a moment.</summary>
    /// <returns>Number of removed files.</returns>
    public async Task<int> RemoveLostWorkersAsync(DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        var removed = await RemoveOldAsync(StoreLayout.Workers, before, cancellationToken).ConfigureAwait(false);
        var runs = await index.ListAsync(new RunFilter(), null, MaxRuns, cancellationToken).ConfigureAwait(false);
        foreach (var run in runs.Runs.Where(run => run.UpdatedAt >= before - LookBack))
            removed += await RemoveOldAsync(StoreLayout.RunWorkers(run.RunId), before, cancellationToken).ConfigureAwait(false);
        return removed;
    }

    /// <summary>Removes claims on shards that have not changed since a moment, and whose holders have not renewed their leases since then.</summary>
    /// <returns>Number of removed claims.</returns>
    public async Task<int> RemoveClaimsAsync(DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        var removed = 0;
        var claims = new StoreClaims(context.Store, context.Time);
        await foreach (var file in context.Store.ListAsync(StoreLayout.Claims, cancellationToken).ConfigureAwait(false))
        {
            if (file.LastModified < before && await claims.TryRemoveAsync(file.Path, before, cancellationToken).ConfigureAwait(false))
                removed++;
        }

        return removed;
    }

    private async Task<int> RemoveOldAsync(StorePath folder, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var removed = 0;
        await foreach (var file in context.Store.ListAsync(folder, cancellationToken).ConfigureAwait(false))
        {
            if (file.LastModified < before && await context.Store.DeleteAsync(file.Path, cancellationToken).ConfigureAwait(false))
                removed++;
        }

        return removed;
    }

    /// <summary>Removes the shared limits of endpoints that no process has used since a moment. What they say is forgotten after minutes in any case.</summary>
    /// <returns>Number of removed documents.</returns>
    public Task<int> RemoveEndpointsAsync(DateTimeOffset before, CancellationToken cancellationToken = default) =>
        RemoveOldAsync(StoreLayout.Endpoints, before, cancellationToken);

    private async Task<bool> IsEmptyAsync(StorePath folder, CancellationToken cancellationToken)
    {
        await foreach (var _ in context.Store.ListAsync(folder, cancellationToken).ConfigureAwait(false))
            return false;
        return true;
    }
}
