using MuBench.Datasets;
using MuBench.Pipeline.Planning;
using MuBench.Scoring.QuestionTables;

namespace MuBench.Pipeline.Assisting;

/// <summary>The questions from which a sampled run draws.</summary>
internal static class SampledPopulation
{
    /// <summary>
    /// Reads all questions of the population in the order of the dataset, without localisation; null if the run asks all of them. A population exists for
    /// a run with <c>limit</c>, and for one that a rule stopped. An excerpt has none of its own.
    /// </summary>
    public static async Task<QuestionTable?> ReadAsync(RunPlan plan, DatasetReader reader, CancellationToken cancellationToken)
    {
        if (plan.Excerpt is not null || !(plan.Sampling is null ? plan.Manifest.Benchmark.Limit is not null : plan.IsSample))
            return null;
        var drawn = plan.Sampling?.Strata.SelectMany(stratum => stratum.Rows).ToHashSet();
        var tasks = new TaskSelection(plan.Manifest.Benchmark.Tasks);
        var (questions, items) = (new QuestionTableBuilder(), 0);
        for (var shard = 0; shard < reader.Info.Shards.Count; shard++)
        {
            foreach (var image in await reader.ReadShardAsync(shard, cancellationToken).ConfigureAwait(false))
            {
                if (drawn?.Contains(image.Row) == false)
                    continue;
                var closed = tasks.Of(image).Where(question => question.Target is null).ToList();
                items += closed.Count > 0 ? 1 : 0;
                foreach (var question in closed)
                    questions.Add(image, question);
            }
        }

        return items > (plan.Items ?? plan.Images) ? questions.Build() : null;
    }
}
