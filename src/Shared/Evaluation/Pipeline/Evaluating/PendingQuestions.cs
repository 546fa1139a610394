using MuBench.Datasets;
using MuBench.Models;
using MuBench.Pipeline.Passes;
using MuBench.Pipeline.Planning;
using MuBench.Responses;

namespace MuBench.Pipeline.Evaluating;

/// <summary>Finds the questions without a response in the log.</summary>
internal static class PendingQuestions
{
    /// <summary>Whether a model has any question left to answer: otherwise its own server need not be woken.</summary>
    public static async Task<bool> AnyAsync(RunPlan plan, PlannedModel model, RunInputs inputs, DatasetReader reader, CancellationToken cancellationToken)
    {
        foreach (var shard in plan.Shards)
        {
            var loaded = await LoadedShard.ReadAsync(inputs, plan, model, shard, reader, cancellationToken).ConfigureAwait(false);
            if (loaded.Pending().Count > 0)
                return true;
        }

        return false;
    }

    /// <summary>
    /// The questions of a shard without a response in the log, with those about one image adjacent. Of byte-identical
    /// questions the first is returned, with their number.
    /// </summary>
    public static List<PendingQuestion> Of(RunPlan plan, PlannedShard shard, IReadOnlyList<ImageRecord> images, PassPrompts prompts, ResponseLog log)
    {
        var tasks = new TaskSelection(plan.Manifest.Benchmark.Tasks);
        var pending = new OrderedDictionary<string, PendingQuestion>(StringComparer.Ordinal);
        foreach (var image in shard.Select(images))
        {
            foreach (var question in tasks.Of(image))
            {
                var (_, shown, variants) = prompts.Of(image, question);
                var missing = Missing(variants, log);
                if (missing.Count == 0)
                    continue;
                if (pending.TryGetValue(variants[0].Key, out var same))
                    pending[variants[0].Key] = same with { Copies = same.Copies + 1 };
                else
                    pending.Add(variants[0].Key, new PendingQuestion(image, question, missing, 1) { Shown = shown });
            }
        }

        return [.. pending.Values];
    }

    // The variant after an empty response is missing unless the previous response was not empty.
    private static List<PromptVariant> Missing(IReadOnlyList<PromptVariant> variants, ResponseLog log)
    {
        var missing = new List<PromptVariant>(variants.Count);
        for (var index = 0; index < variants.Count; index++)
        {
            var isSettled = log.Records.ContainsKey(variants[index].Key)
                || (variants[index].IsAfterEmptyResponse && log.Records.GetValueOrDefault(variants[index - 1].Key) is { } before && !variants[index].IsDueAfter(before));
            if (!isSettled)
                missing.Add(variants[index]);
        }

        return missing;
    }
}
