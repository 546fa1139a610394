using MuBench.Pipeline.Listing;
using MuBench.Pipeline.Progress;
using MuBench.Scoring.Results;
using MuBench.Storage;
using MuBench.Storage.Leases;

namespace MuBench.Pipeline.Deleting;

/// <summary>Deletes a run: its folder, with manifest, plan, status, scores, report and proof.</summary>
/// <remarks>
/// The response log stays, because other runs of the same models read it, and so do dataset, models and the uploaded manifest. The
/// same manifest can therefore run again, and asks nothing that was answered.
/// </remarks>
public sealed class RunDeletion(PipelineContext context)
{
    private readonly RunStatusStore _statuses = new(context);

    /// <summary>Describes what is stored of a run; null if nothing is.</summary>
    public async Task<StoredRun?> TryFindAsync(string runId, CancellationToken cancellationToken = default)
    {
        var (files, bytes) = (0, 0L);
        await foreach (var file in context.Store.ListAsync(StoreLayout.Run(runId), cancellationToken).ConfigureAwait(false))
            (files, bytes) = (files + 1, bytes + file.Length);
        if (files == 0)
            return null;
        var run = await new RunCatalog(context.Store).ReadAsync(runId, cancellationToken).ConfigureAwait(false);
        return new StoredRun(runId, RunSummary.StateOf(run), files, bytes);
    }

    /// <summary>
    /// Deletes a run. While it does so, no process can begin to conduct the run. If it is interrupted, the run stays listed, and a second
    /// call deletes the rest.
    /// </summary>
    /// <param name="runId">The run.</param>
    /// <param name="isAttemptOver">Whether the caller knows that the service conducts no attempt, whatever the store says.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RunInProgressException">A process conducts the run.</exception>
    public async Task RunAsync(string runId, bool isAttemptOver, CancellationToken cancellationToken = default)
    {
        await RequireNoAttemptAsync(runId, isAttemptOver, cancellationToken).ConfigureAwait(false);
        var lease = await AcquireAsync(runId, cancellationToken).ConfigureAwait(false);
        await using (lease.ConfigureAwait(false))
        {
            lease.KeepRenewing();
            try
            {
                // The service writes its attempt and then reads the lease. So the attempt is read again after the lease is taken.
                await RequireNoAttemptAsync(runId, isAttemptOver, cancellationToken).ConfigureAwait(false);
                await RunChanges.AnnounceAsync(context.Store, context.Time, runId, cancellationToken).ConfigureAwait(false);
                await DeleteContentAsync(runId, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                await lease.ReleaseAsync(null).ConfigureAwait(false);
            }

            await context.Store.DeleteFolderAsync(StoreLayout.Run(runId), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task RequireNoAttemptAsync(string runId, bool isAttemptOver, CancellationToken cancellationToken)
    {
        var attempt = await _statuses.TryReadAttemptAsync(runId, cancellationToken).ConfigureAwait(false);
        if (!isAttemptOver && attempt is { State: RunStates.Running or RunStates.Queued })
            throw new RunInProgressException($"The service conducts the run '{runId}'. Cancel it there first (POST /api/runs/{runId}/cancel). If that service no longer exists, delete {StoreLayout.RunAttempt(runId)}.");
        if (await _statuses.TryReadActiveWorkerTimeAsync(runId, cancellationToken).ConfigureAwait(false) is not null)
            throw new RunInProgressException($"Workers of the service still finish calls of the run '{runId}'. Delete it in a minute.");
    }

    private async Task<HeldLease> AcquireAsync(string runId, CancellationToken cancellationToken)
    {
        var lease = new StoreLease(context.Store, StoreLayout.RunConductor(runId), context.Time);
        while (true)
        {
            var snapshot = await lease.WatchAsync(cancellationToken).ConfigureAwait(false);
            if (snapshot is { IsHeld: true, Document: { Holder: { } holder } document })
                throw new RunInProgressException($"The run '{runId}' is conducted by {holder} since {ReportNumbers.Moment(document.TakenAt)}. End that process first.");
            if (await lease.TryAcquireAsync(snapshot, LeaseHolder.ForThisProcess("deletion"), new LeaseOptions(), cancellationToken).ConfigureAwait(false) is { } held)
                return held;
        }
    }

    // What makes the run appear in lists goes last, and the lease stays until the end.
    private async Task DeleteContentAsync(string runId, CancellationToken cancellationToken)
    {
        StorePath[] last = [StoreLayout.RunStatus(runId), StoreLayout.RunManifest(runId)];
        await foreach (var file in context.Store.ListAsync(StoreLayout.Run(runId), cancellationToken).ConfigureAwait(false))
        {
            if (!last.Contains(file.Path) && file.Path != StoreLayout.RunConductor(runId))
                await context.Store.DeleteAsync(file.Path, cancellationToken).ConfigureAwait(false);
        }

        foreach (var path in last)
            await context.Store.DeleteAsync(path, cancellationToken).ConfigureAwait(false);
    }
}
