using MuBench.Datasets;
using MuBench.Models;
using MuBench.Pipeline.Passes;
using MuBench.Responses;

namespace MuBench.Pipeline;

/// <summary>Finds what of a shard the response log has no complete answer to.</summary>
internal static class PendingQuestions
{
    /// <summary>The questions, those of one image next to each other; of questions alike to the byte the first, with their number.</summary>
    public static List<PendingQuestion> Of(RunPlan plan, PlannedShard shard, IReadOnlyList<ImageRecord> images, PassForms passForms, ResponseLog log)
    {
        var tasks = new TaskSelection(plan.Manifest.Benchmark.Tasks);
        var pending = new OrderedDictionary<string, PendingQuestion>(StringComparer.Ordinal);
        foreach (var image in shard.Select(images))
        {
            foreach (var question in tasks.Of(image))
            {
                var (_, shown, forms) = passForms.Of(image, question);
                var missing = forms.Where(form => !log.Records.ContainsKey(form.Key)).ToList();
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
}
