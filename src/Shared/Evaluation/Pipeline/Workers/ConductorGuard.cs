using MuBench.Scoring.Results;
using MuBench.Storage;
using MuBench.Storage.Leases;

namespace MuBench.Pipeline.Workers;

/// <summary>Prevents workers of a service from asking while a command line conducts the same run.</summary>
/// <remarks>
/// The service records an attempt and then reads the lease. The command line takes the lease and then looks for an
/// attempt. At least one of them therefore sees the other.
/// </remarks>
internal sealed class ConductorGuard(PipelineContext context)
{
    /// <summary>Ensures that no process holds a run's lease. Waits until that is known, at most for one lease duration.</summary>
    /// <exception cref="UserException">A process holds the lease.</exception>
    public async Task RequireNoneAsync(string runId, CancellationToken cancellationToken)
    {
        var lease = LeaseOf(runId);
        while (true)
        {
            var snapshot = await lease.WatchAsync(cancellationToken).ConfigureAwait(false);
            if (snapshot is { IsHeld: true, Document: { Holder: { } holder } document })
            {
                throw new UserException(
                    $"The run '{runId}' is conducted by {holder} since {ReportNumbers.Moment(document.TakenAt)}, so the service does not start it. "
                    + "Submit the manifest again when that process has ended, or end it first.");
            }

            if (snapshot.State == LeaseState.Free)
                return;
            // The holder may only be asleep. When it wakes, it must find that it has lost the lease.
            if (await lease.TryAcquireAsync(snapshot, LeaseHolder.ForThisProcess("service"), new LeaseOptions(), cancellationToken).ConfigureAwait(false) is not { } held)
                continue;
            await using (held.ConfigureAwait(false))
                await held.ReleaseAsync(null).ConfigureAwait(false);
            return;
        }
    }

    /// <summary>Whether a process holds a run's lease. Waits until that is known.</summary>
    public async Task<bool> IsHeldAsync(string runId, CancellationToken cancellationToken) =>
        (await LeaseOf(runId).WatchAsync(cancellationToken).ConfigureAwait(false)).IsHeld;

    private StoreLease LeaseOf(string runId) => new(context.Store, StoreLayout.RunConductor(runId), context.Time);
}
