using MuBench.Datasets;
using MuBench.Models;
using MuBench.Pipeline.Passes;
using MuBench.Pipeline.Planning;
using MuBench.Responses;
using MuBench.Storage;

namespace MuBench.Pipeline.Evaluating;

/// <summary>Finds out what the response log has no answer to.</summary>
internal static class PendingQuestions
{
    /// <summary>Whether a model has anything left to answer: a server of its own is not woken for nothing.</summary>
    public static async Task<bool> AnyAsync(IArtifactStore store, RunPlan plan, PlannedModel model, RunInputs inputs, DatasetReader reader, CancellationToken cancellationToken)
    {
        foreach (var shard in plan.Shards)
        {
            var loaded = await LoadedShard.ReadAsync(store, inputs, plan, model, shard, reader, cancellationToken).ConfigureAwait(false);
            if (loaded.Pending().Count > 0)
                return true;
        }

        return false;
    }

    /// <summary>The questions of a shard that the log lacks an answer to, those of one image next to each other; of questions alike to the byte the first, with their number.</summary>
    public static List<PendingQuestion> Of(RunPlan plan, PlannedShard shard, IReadOnlyList<ImageRecord> images, PassPrompts passForms, ResponseLog log)
    {
        var tasks = new TaskSelection(plan.Manifest.Benchmark.Tasks);
        var pending = new OrderedDictionary<string, PendingQuestion>(StringComparer.Ordinal);
        foreach (var image in shard.Select(images))
        {
            foreach (var question in tasks.Of(image))
            {
                var (_, shown, forms) = passForms.Of(image, question);
                var missing = Missing(forms, log);
                if (missing.Count == 0)
                    continue;
                if (pending.TryGetValue(forms[0].Key, out var same))
                    pending[forms[0].Key] = same with { Copies = same.Copies + 1 };
                else
                    pending.Add(forms[0].Key, new PendingQuestion(image, question, missing, 1) { Shown = shown });
            }
        }

        return [.. pending.Values];
    }

    // What follows an empty reply is missing unless the reply before it was another.
    private static List<PromptVariant> Missing(IReadOnlyList<PromptVariant> forms, ResponseLog log)
    {
        var missing = new List<PromptVariant>(forms.Count);
        for (var index = 0; index < forms.Count; index++)
        {
            var isSettled = log.Records.ContainsKey(forms[index].Key)
                || (forms[index].IsAfterEmptyResponse && log.Records.GetValueOrDefault(forms[index - 1].Key) is { } before && !forms[index].IsDueAfter(before));
            if (!isSettled)
                missing.Add(forms[index]);
        }

        return missing;
    }
}
