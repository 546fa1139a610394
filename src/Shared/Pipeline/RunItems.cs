using MuBench.Datasets;
using MuBench.Scoring;

namespace MuBench.Pipeline;

/// <summary>The questions of a run in the order of the plan.</summary>
internal static class RunItems
{
    /// <summary>Reads them from the dataset's index.</summary>
    public static async Task<ItemTable> ReadAsync(RunPlan plan, DatasetReader reader, CancellationToken cancellationToken)
    {
        var tasks = new TaskSelection(plan.Manifest.Benchmark.Tasks);
        var items = new ItemTableBuilder();
        foreach (var shard in plan.Shards)
        {
            foreach (var image in shard.Select(await reader.ReadShardAsync(shard.Index, cancellationToken).ConfigureAwait(false)))
            {
                foreach (var question in tasks.Of(image))
                    items.Add(image, question);
            }
        }

        return items.Build();
    }
}
