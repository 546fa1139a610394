using MuBench.Manifests;
using MuBench.Money;
using MuBench.Pipeline.Evaluating;
using MuBench.Pipeline.Passes;
using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Scoring;
using MuBench.Responses;
using MuBench.Storage;
using MuBench.Throttling;

namespace MuBench.Pipeline.Budgets;

/// <summary>Adds to a model's progress what earlier processes of the same run spent on it, as its report will count it.</summary>
internal static class EarlierSpending
{
    /// <summary>Counts one shard, once per progress object.</summary>
    public static async Task RecoverAsync(IArtifactStore store, RunInputs inputs, LoadedShard loaded, ModelProgress progress, CancellationToken cancellationToken)
    {
        var (plan, model, shard, log) = (loaded.Plan, loaded.Model, loaded.Shard, loaded.Log);
        if (!ModelKinds.IsGenerative(model.Manifest.Kind) || !progress.BeginRecovery(shard.Number))
            return;
        var usd = (decimal?)await SpendingStore.ReadAsync(store, plan.RunId, model.Manifest.Id, shard.Number, cancellationToken).ConfigureAwait(false);
        var (input, output) = (0L, 0L);
        if (log.Records.Values.Any(record => record.Run == plan.RunId))
        {
            var shared = await SharedResponses.CreateAsync(plan, model, inputs, cancellationToken).ConfigureAwait(false);
            var cost = new CallCost(model.Manifest);
            var own = OwnResponses(loaded, shared.OfEarlier(shard.Select(loaded.Images)));
            foreach (var record in own.Values)
            {
                input += record.InputTokens ?? 0;
                output += record.OutputTokens ?? 0;
                usd += CostOf(record, cost);
            }

            foreach (var repeated in log.Repeated.Where(repeated => repeated.Run == plan.RunId && own.ContainsKey(repeated.Key)))
                usd += CostOf(repeated, cost);
        }

        progress.AddEarlierSpending(input, output, usd);
    }

    /// <summary>The responses that the run itself asked for, by key, each once.</summary>
    private static Dictionary<string, ResponseRecord> OwnResponses(LoadedShard loaded, HashSet<string> ofEarlierModels)
    {
        var tasks = new TaskSelection(loaded.Plan.Manifest.Benchmark.Tasks);
        var own = new Dictionary<string, ResponseRecord>(StringComparer.Ordinal);
        foreach (var image in loaded.Shard.Select(loaded.Images))
        {
            foreach (var record in tasks.Of(image).SelectMany(question => VariantResponses.Answered(loaded.Prompts.Of(image, question).Variants, loaded.Log.Records)))
            {
                if (record.Run == loaded.Plan.RunId && !ofEarlierModels.Contains(record.Key))
                    own.TryAdd(record.Key, record);
            }
        }

        return own;
    }

    // If the price is known, the cost of a response without token counts is among the unlogged amounts.
    private static decimal? CostOf(ResponseRecord record, CallCost cost) => cost.CostOf(record) ?? (record.IsUnpriced && cost.Price is null ? null : 0);
}
