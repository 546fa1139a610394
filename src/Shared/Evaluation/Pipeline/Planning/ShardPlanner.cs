using MuBench.Datasets;
using MuBench.Manifests;

namespace MuBench.Pipeline.Planning;

/// <summary>Selects the images and shards of a run.</summary>
internal static class ShardPlanner
{
    /// <summary>Plans the shards by reading their indexes.</summary>
    /// <exception cref="UserException">A task names something that the dataset does not have, or no question is left.</exception>
    public static async Task<SelectedShards> PlanAsync(
        DatasetReader reader, BenchmarkManifest benchmark, CancellationToken cancellationToken)
    {
        var tasks = new TaskSelection(benchmark.Tasks);
        var named = new NamedTasks(reader.Info, benchmark.Tasks);
        var selected = new List<Selected>();
        var styles = new SortedSet<string>(StringComparer.Ordinal);
        for (var shard = 0; shard < reader.Info.Shards.Count; shard++)
        {
            foreach (var image in await reader.ReadShardAsync(shard, cancellationToken).ConfigureAwait(false))
            {
                named.Observe(image);
                var questions = tasks.Of(image).ToList();
                if (questions.Count > 0)
                    selected.Add(new Selected(
                        shard, image.Row, image.PartCount, questions.Count, questions.Count(question => question.Target is not null), $"{image.Source}\n{image.LabelName}", image.Bits is not null));
                styles.UnionWith(questions.Select(question => question.Style ?? QuestionStyleNames.Lettered));
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

        return new SelectedShards(
            [.. selected.GroupBy(image => image.Shard).Select(group => PlanOf(reader.Info.Shards[group.Key], [.. group]))],
            selected.Count,
            selected.Sum(image => image.Images),
            [.. styles],
            selected.Count(image => image.IsDeep));
    }

    private static PlannedShard PlanOf(ShardInfo shard, IReadOnlyList<Selected> images) => new(
        shard.Index,
        images.Sum(image => image.Questions),
        images.Count == shard.Images ? null : [.. images.Select(image => image.Row)],
        images.Sum(image => image.Localization));

    private readonly record struct Selected(int Shard, int Row, int Images, int Questions, int Localization, string Stratum, bool IsDeep);
}
