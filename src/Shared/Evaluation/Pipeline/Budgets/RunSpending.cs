using MuBench.Manifests;
using MuBench.Models.Servers;
using MuBench.Money;
using MuBench.Pipeline.Planning;
using MuBench.Responses;
using MuBench.Storage;

namespace MuBench.Pipeline.Budgets;

/// <summary>Adds up what a run has spent so far, in this process and in earlier ones. The response log is the source.</summary>
internal static class RunSpending
{
    /// <summary>
    /// The cost of the run's own calls, with calls without a response at their maximum, and of the time of its models'
    /// own servers if it has a price.
    /// </summary>
    public static async Task<decimal> ReadAsync(IArtifactStore store, RunPlan plan, CancellationToken cancellationToken = default) =>
        (await ReadAllAsync(store, plan, cancellationToken).ConfigureAwait(false)).Usd;

    /// <summary>The same amount, and the time of each server that has a price, by model id.</summary>
    internal static async Task<(decimal Usd, IReadOnlyDictionary<string, GpuTime> Gpus)> ReadAllAsync(IArtifactStore store, RunPlan plan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(plan);
        var usd = await SpendingStore.ReadAsync(store, StoreLayout.RunSpending(plan.RunId), cancellationToken).ConfigureAwait(false);
        var asked = new Dictionary<string, List<ResponsePeriod>>(StringComparer.Ordinal);
        // Repeats and option orders share the log of their model.
        foreach (var model in plan.Models.Where(model => ModelKinds.IsGenerative(model.Manifest.Kind)).DistinctBy(model => model.Key))
        {
            var cost = new CallCost(model.Manifest);
            var periods = asked.TryGetValue(model.ModelId, out var known) ? known : asked[model.ModelId] = [];
            foreach (var shard in plan.Shards.DistinctBy(shard => shard.Index))
            {
                var path = StoreLayout.ResponseLog(model.Key, plan.Dataset, plan.Revision, shard.Index);
                var log = await ResponseLogReader.ReadAsync(store, path, cancellationToken).ConfigureAwait(false);
                usd += Of(log, plan.RunId, cost);
                if (IsPriced(model))
                    periods.AddRange(log.Records.Values.Where(record => record.Run == plan.RunId).Select(record => record.Period).OfType<ResponsePeriod>());
            }
        }

        var gpus = new Dictionary<string, GpuTime>(StringComparer.Ordinal);
        foreach (var model in plan.Models.Where(IsPriced).DistinctBy(model => model.ModelId))
        {
            var wakes = await new WakeLog(store, plan.RunId, model.ModelId).ReadAsync(cancellationToken).ConfigureAwait(false);
            var time = gpus[model.ModelId] = GpuTime.Of(model.Manifest.Gpu!, wakes, asked[model.ModelId]);
            usd += time.UsdAt(model.Manifest.Gpu!) ?? 0;
        }

        return (usd, gpus);
    }

    private static bool IsPriced(PlannedModel model) => model.Manifest.Gpu?.UsdPerHour is not null;

    /// <summary>The cost of the responses of one log for a run.</summary>
    internal static decimal Of(ResponseLog log, string runId, CallCost cost) =>
        log.Records.Values.Concat(log.Repeated).Where(record => record.Run == runId).Sum(record => cost.CostOf(record) ?? 0);
}
