using System.Runtime.CompilerServices;
using MuBench.Datasets;
using MuBench.Pipeline.Planning;
using MuBench.Scoring.QuestionTables;
using MuBench.Storage;

namespace MuBench.Pipeline.Scoring;

/// <summary>The questions of a run in the order of the plan.</summary>
internal static class RunQuestions
{
    /// <summary>Reads them from the dataset's index.</summary>
    public static async Task<QuestionTable> ReadAsync(RunPlan plan, DatasetReader reader, CancellationToken cancellationToken)
    {
        var tasks = new TaskSelection(plan.Manifest.Benchmark.Tasks);
        var questions = new QuestionTableBuilder();
        await foreach (var image in ImagesAsync(plan, reader, cancellationToken).ConfigureAwait(false))
        {
            foreach (var question in tasks.Of(image))
                questions.Add(image, question);
        }

        return questions.Build();
    }

    /// <summary>The items of a run in the order of the plan, read a few shards ahead.</summary>
    public static async IAsyncEnumerable<ImageRecord> ImagesAsync(RunPlan plan, DatasetReader reader, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var shards = ReadAhead.InOrderAsync(
            plan.Shards, async (shard, cancelled) => shard.Select(await reader.ReadShardAsync(shard.Index, cancelled).ConfigureAwait(false)).ToList(), cancellationToken);
        await foreach (var images in shards.ConfigureAwait(false))
        {
            foreach (var image in images)
                yield return image;
        }
    }
}
