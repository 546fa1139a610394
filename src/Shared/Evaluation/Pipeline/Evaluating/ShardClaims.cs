using MuBench.Pipeline.Planning;
using MuBench.Storage;
using MuBench.Storage.Leases;

namespace MuBench.Pipeline.Evaluating;

/// <summary>
/// Lets one process at a time ask a model the questions of a shard, whichever run it belongs to and whichever process conducts that run. The others find the
/// responses in the log afterwards.
/// </summary>
/// <param name="claims">The claims of this process.</param>
/// <param name="lease">Gives the lease by which the claims are held: of the conductor or of the worker; null if this process has none.</param>
public sealed class ShardClaims(StoreClaims claims, Func<HeldLease?> lease)
{
    /// <summary>Takes the claim on a shard of a model's response log; null if another process, or other work of this one, has it.</summary>
    internal async Task<HeldClaim?> TryTakeAsync(RunPlan plan, PlannedModel model, PlannedShard shard, CancellationToken cancellationToken) =>
        lease() is { } held
            ? await claims.TryTakeAsync(StoreLayout.ShardClaim(model.Key, plan.Dataset, plan.Revision, shard.Index), held, cancellationToken).ConfigureAwait(false)
            : null;
}
