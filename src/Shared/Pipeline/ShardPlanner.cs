using MuBench.Datasets;
using MuBench.Manifests;

namespace MuBench.Pipeline;

/// <summary>Decides which images of which shards a run asks about.</summary>
internal static class ShardPlanner
{
    /// <summary>Plans the shards by reading their indexes.</summary>
    /// <returns>The shards with at least one question, the number of items with at least one, and of their images.</returns>
    /// <exception cref="UserException">A task names a source dataset that there is none of, or no question is left.</exception>
    public static async Task<(IReadOnlyList<PlannedShard> Shards, int Items, int Images)> PlanAsync(
        DatasetReader reader, BenchmarkManifest benchmark, CancellationToken cancellationToken)
    {
        var tasks = new TaskSelection(benchmark.Tasks);
        foreach (var source in tasks.FineSources.Where(source => !reader.Info.Counts.Sources.ContainsKey(source)))
        {
            throw new UserException(
                $"The task 'fine/{source}' names no source dataset of '{reader.Info.Name}'. {NearestNames.Question(source, reader.Info.Counts.Sources.Keys)}");
        }

        var selected = new List<Selected>();
        for (var shard = 0; shard < reader.Info.Shards.Count; shard++)
        {
            foreach (var image in await reader.ReadShardAsync(shard, cancellationToken).ConfigureAwait(false))
            {
                if (tasks.Of(image).Count() is var questions and > 0)
                    selected.Add(new Selected(shard, image.Row, image.PartCount, questions, $"{image.Source}\n{image.LabelName}"));
            }
        }

        if (selected.Count == 0)
            throw new UserException($"No image of '{reader.Info.Name}' has a question of the tasks {string.Join(", ", benchmark.Tasks)}.");
        if (benchmark.Limit is { } limit && limit < selected.Count)
        {
            var drawn = StratifiedSample.Draw(
                [.. selected.Select(image => new StratifiedSample.Candidate(image.Row, image.Stratum))], limit, benchmark.Seed);
            selected.RemoveAll(image => !drawn.Contains(image.Row));
        }

        return ([.. selected.GroupBy(image => image.Shard).Select(group => PlanOf(reader.Info.Shards[group.Key], [.. group]))], selected.Count, selected.Sum(image => image.Images));
    }

    private static PlannedShard PlanOf(ShardInfo shard, IReadOnlyList<Selected> images) => new(
        shard.Index,
        images.Sum(image => image.Questions),
        images.Count == shard.Images ? null : [.. images.Select(image => image.Row)]);

    private readonly record struct Selected(int Shard, int Row, int Images, int Questions, string Stratum);
}
