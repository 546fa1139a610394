using MuBench.Datasets;
using MuBench.Manifests;

namespace MuBench.Pipeline;

/// <summary>Decides which images of which shards a run asks about.</summary>
internal static class ShardPlanner
{
    /// <summary>Plans the shards by reading their indexes.</summary>
    /// <returns>The shards with at least one question, and the number of images with at least one question.</returns>
    /// <exception cref="UserException">A task names what the dataset does not have, or no question is left.</exception>
    public static async Task<(IReadOnlyList<PlannedShard> Shards, int Images)> PlanAsync(
        DatasetReader reader, BenchmarkManifest benchmark, CancellationToken cancellationToken)
    {
        var tasks = new TaskSelection(benchmark.Tasks);
        var named = new NamedTasks(reader.Info, benchmark.Tasks);
        var selected = new List<Selected>();
        for (var shard = 0; shard < reader.Info.Shards.Count; shard++)
        {
            foreach (var image in await reader.ReadShardAsync(shard, cancellationToken).ConfigureAwait(false))
            {
                named.See(image);
                if (tasks.Of(image).Count() is var questions and > 0)
                    selected.Add(new Selected(shard, image.Row, questions, $"{image.Source}\n{image.LabelName}"));
            }
        }

        named.ThrowIfMissing();
        if (selected.Count == 0)
            throw named.NothingToAsk();
        if (benchmark.Limit is { } limit && limit < selected.Count)
        {
            var drawn = StratifiedSample.Draw(
                [.. selected.Select(image => new StratifiedSample.Candidate(image.Row, image.Stratum))], limit, benchmark.Seed);
            selected.RemoveAll(image => !drawn.Contains(image.Row));
        }

        return ([.. selected.GroupBy(image => image.Shard).Select(group => PlanOf(reader.Info.Shards[group.Key], [.. group]))], selected.Count);
    }

    private static PlannedShard PlanOf(ShardInfo shard, IReadOnlyList<Selected> images) => new(
        shard.Index,
        images.Sum(image => image.Questions),
        images.Count == shard.Images ? null : [.. images.Select(image => image.Row)]);

    private readonly record struct Selected(int Shard, int Row, int Questions, string Stratum);
}
