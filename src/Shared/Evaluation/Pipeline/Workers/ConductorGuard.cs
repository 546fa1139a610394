using MuBench.Scoring.Results;
using MuBench.Storage;
using MuBench.Storage.Leases;

namespace MuBench.Pipeline.Workers;

/// <summary>Keeps workers of a service from asking beside a command line that conducts the same run.</summary>
/// <remarks>
/// An attempt is noted first, and the lease looked at after that; the command line takes the lease first and looks for an attempt
/// after that. So of the two at least one sees the other.
/// </remarks>
internal sealed class ConductorGuard(PipelineContext context)
{
    /// <summary>Sees to it that no process holds a run's lease; waits as long as that cannot be told, at most as long as a lease holds.</summary>
    /// <exception cref="UserException">One holds it.</exception>
    public async Task RequireNoneAsync(string runId, CancellationToken cancellationToken)
    {
        var lease = LeaseOf(runId);
        while (true)
        {
            var sight = await lease.WatchAsync(cancellationToken).ConfigureAwait(false);
            if (sight is { IsHeld: true, Document: { Holder: { } holder } document })
            {
                throw new UserException(
                    $"The run '{runId}' is conducted by {holder} since {ReportNumbers.Moment(document.TakenAt)}, and nothing is asked beside it. "
                    + "Hand the manifest in again when that process has ended, or end it there first.");
            }

            if (sight.State == LeaseState.Free)
                return;
            // Its holder may only be asleep: it must find, when it wakes, that the lease is not its own any more.
            if (await lease.TryAcquireAsync(sight, LeaseHolder.ForThisProcess("service"), new LeaseOptions(), cancellationToken).ConfigureAwait(false) is not { } held)
                continue;
            await using (held.ConfigureAwait(false))
                await held.ReleaseAsync(null).ConfigureAwait(false);
            return;
        }
    }

    /// <summary>Whether a process holds a run's lease; waits as long as that cannot be told.</summary>
    public async Task<bool> IsHeldAsync(string runId, CancellationToken cancellationToken) =>
        (await LeaseOf(runId).WatchAsync(cancellationToken).ConfigureAwait(false)).IsHeld;

    private StoreLease LeaseOf(string runId) => new(context.Store, StoreLayout.RunConductor(runId), context.Time);
}
