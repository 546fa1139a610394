using MuBench.Manifests;
using MuBench.Money;
using MuBench.Responses;
using MuBench.Storage;

namespace MuBench.Pipeline.Budgets;

/// <summary>Adds up what a run has spent so far, in this process and in earlier ones: the response log is the book.</summary>
public static class RunSpending
{
    /// <summary>What the run's own calls cost: those of answers in the log, and what calls without one may have cost.</summary>
    public static async Task<decimal> ReadAsync(IArtifactStore store, RunPlan plan, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(plan);
        var usd = await SpendingStore.ReadAsync(store, StoreLayout.RunSpending(plan.RunId), cancellationToken).ConfigureAwait(false);
        // Repeats and option orders share the log of their model.
        foreach (var model in plan.Models.Where(model => ModelKinds.IsGenerative(model.Manifest.Kind)).DistinctBy(model => model.Key))
        {
            var cost = new CallCost(model.Manifest);
            foreach (var shard in plan.Shards)
            {
                var path = StoreLayout.ResponseLog(model.Key, plan.Dataset, plan.Revision, shard.Index);
                usd += Of(await ResponseLogReader.ReadAsync(store, path, cancellationToken).ConfigureAwait(false), plan.RunId, cost);
            }
        }

        return usd;
    }

    /// <summary>What the answers of one log cost a run.</summary>
    internal static decimal Of(ResponseLog log, string runId, CallCost cost) =>
        log.Records.Values.Where(record => record.Run == runId).Sum(record => cost.CostOf(record) ?? 0);
}
