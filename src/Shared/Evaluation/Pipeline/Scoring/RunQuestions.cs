using MuBench.Datasets;
using MuBench.Pipeline.Planning;
using MuBench.Scoring.QuestionTables;

namespace MuBench.Pipeline.Scoring;

/// <summary>The questions of a run in the order of the plan.</summary>
internal static class RunQuestions
{
    /// <summary>Reads them from the dataset's index.</summary>
    public static async Task<QuestionTable> ReadAsync(RunPlan plan, DatasetReader reader, CancellationToken cancellationToken)
    {
        var tasks = new TaskSelection(plan.Manifest.Benchmark.Tasks);
        var questions = new QuestionTableBuilder();
        foreach (var shard in plan.Shards)
        {
            foreach (var image in shard.Select(await reader.ReadShardAsync(shard.Index, cancellationToken).ConfigureAwait(false)))
            {
                foreach (var question in tasks.Of(image))
                    questions.Add(image, question);
            }
        }

        return questions.Build();
    }
}
