using MuBench.Datasets;
using MuBench.Manifests;
using MuBench.Models;
using MuBench.Money;
using MuBench.Pipeline.Passes;
using MuBench.Responses;
using MuBench.Storage;

namespace MuBench.Pipeline.Budgets;

/// <summary>Shows in a model's progress what earlier processes of the same run spent on it, as its report will count it.</summary>
internal static class EarlierSpending
{
    /// <summary>Counts one shard, once for each progress.</summary>
    public static async Task RecoverAsync(
        IArtifactStore store, RunInputs inputs, RunPlan plan, PlannedModel model, PlannedShard shard, IReadOnlyList<ImageRecord> images, PassForms forms,
        ResponseLog log, ModelProgress progress, CancellationToken cancellationToken)
    {
        if (!ModelKinds.IsGenerative(model.Manifest.Kind) || !progress.BeginRecovery(shard.Index))
            return;
        var usd = (decimal?)await SpendingStore.ReadAsync(store, plan.RunId, model.Manifest.Id, shard.Index, cancellationToken).ConfigureAwait(false);
        var (input, output) = (0L, 0L);
        if (log.Records.Values.Any(record => record.Run == plan.RunId))
        {
            var shared = await SharedAnswers.CreateAsync(plan, model, inputs, cancellationToken).ConfigureAwait(false);
            var counted = shared.OfEarlier(shard.Select(images));
            var cost = new CallCost(model.Manifest);
            var tasks = new TaskSelection(plan.Manifest.Benchmark.Tasks);
            var own = new HashSet<string>(StringComparer.Ordinal);
            foreach (var record in shard.Select(images).SelectMany(image => tasks.Of(image).SelectMany(question => ModelAnswers.Answered(forms.Of(image, question).Forms, log.Records))))
            {
                if (record.Run != plan.RunId || !counted.Add(record.Key))
                    continue;
                own.Add(record.Key);
                input += record.InputTokens ?? 0;
                output += record.OutputTokens ?? 0;
                usd += CostOf(record, cost);
            }

            foreach (var repeated in log.Repeated.Where(repeated => repeated.Run == plan.RunId && own.Contains(repeated.Key)))
                usd += CostOf(repeated, cost);
        }

        progress.Recover(input, output, usd);
    }

    // Where the price is known, an answer whose tokens are not is among what left no cost in the log.
    private static decimal? CostOf(ResponseRecord record, CallCost cost) => cost.CostOf(record) ?? (record.IsUnpriced && cost.Price is null ? null : 0);
}
