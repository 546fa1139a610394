using MuBench.Datasets;
using MuBench.Manifests;

namespace MuBench.Pipeline.Planning;

/// <summary>Selects the images and shards of a run.</summary>
internal static class ShardPlanner
{
    /// <summary>Plans the shards by reading their indexes.</summary>
    /// <param name="reader">The dataset.</param>
    /// <param name="manifest">The manifest.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="UserException">A task names something that the dataset does not have, or no question is left.</exception>
    public static async Task<SelectedShards> PlanAsync(
        DatasetReader reader, RunManifest manifest, CancellationToken cancellationToken)
    {
        var (benchmark, whole) = (manifest.Benchmark, manifest.Excerpt);
        var wholeTasks = whole?.Tasks ?? benchmark.Tasks;
        var (tasks, ofWhole) = (new TaskSelection(benchmark.Tasks), new TaskSelection(wholeTasks));
        var sampled = manifest.Until is { } stopping ? new TaskSelection([stopping.Task]) : null;
        var named = new NamedTasks(reader.Info, [.. wholeTasks.Union(benchmark.Tasks, StringComparer.Ordinal)]);
        var selected = new List<Selected>();
        var styles = new SortedSet<string>(StringComparer.Ordinal);
        for (var shard = 0; shard < reader.Info.Shards.Count; shard++)
        {
            foreach (var image in await reader.ReadShardAsync(shard, cancellationToken).ConfigureAwait(false))
            {
                named.Observe(image);
                var all = ofWhole.Of(image).ToList();
                var questions = whole is null ? all : tasks.Of(image).ToList();
                if (all.Count > 0)
                    selected.Add(new Selected(
                        shard, image.Row, image.PartCount, questions.Count, questions.Count(question => question.Target is not null), image.Source, image.LabelName, image.Bits is not null, all.Count, image.ContentSha256,
                        sampled is null ? 0 : questions.Count(question => sampled.Includes(image, question))));
                styles.UnionWith(all.Select(question => question.Style ?? QuestionStyleNames.Lettered));
            }
        }

        named.ThrowIfMissing();
        // An excerpt is drawn from the sample of the whole run, so that its responses count there.
        Sample(selected, whole is null ? benchmark.Limit : whole.Limit, benchmark.Seed);
        var excerpt = whole is null ? null : new PlannedExcerpt(selected.Count, selected.Sum(image => image.All));
        selected.RemoveAll(image => image.Questions == 0);
        if (selected.Count == 0)
            throw named.NothingToAsk();
        Sample(selected, benchmark.Limit, benchmark.Seed);
        if (manifest.Until is { } until)
            return WavePlanner.Plan(reader.Info, selected, until, benchmark.Seed, [.. styles]);
        return new SelectedShards(
            [.. selected.GroupBy(image => image.Shard).Select(group => PlanOf(reader.Info.Shards[group.Key], [.. group]))],
            selected.Count,
            selected.Sum(image => image.Images),
            [.. styles],
            selected.Count(image => image.IsDeep),
            HasDifferentImages(selected),
            excerpt);
    }

    private static void Sample(List<Selected> images, int? size, int seed)
    {
        if (size is not { } limit || limit >= images.Count)
            return;
        var drawn = StratifiedSample.Draw([.. images.Select(image => new StratifiedSample.Candidate(image.Row, $"{image.Source}\n{image.Label}"))], limit, seed);
        images.RemoveAll(image => !drawn.Contains(image.Row));
    }

    /// <summary>Whether not all images are copies of one.</summary>
    internal static bool HasDifferentImages(IReadOnlyList<Selected> images) => images.Any(image => image.Content != images[0].Content);

    /// <summary>A shard with some of its images.</summary>
    internal static PlannedShard PlanOf(ShardInfo shard, IReadOnlyList<Selected> images) => new(
        shard.Index,
        images.Sum(image => image.Questions),
        images.Count == shard.Images ? null : [.. images.Select(image => image.Row)],
        images.Sum(image => image.Localization));

    /// <summary>A selected image.</summary>
    /// <param name="Shard">Number of its shard.</param>
    /// <param name="Row">Its row.</param>
    /// <param name="Images">Number of images of the item.</param>
    /// <param name="Questions">Number of its questions of the run.</param>
    /// <param name="Localization">Number of localisation questions among them.</param>
    /// <param name="Source">Its source dataset.</param>
    /// <param name="Label">Its label.</param>
    /// <param name="IsDeep">Whether it has more than 8 bits per sample.</param>
    /// <param name="All">Number of its questions of the run that this one is an excerpt of; else <paramref name="Questions"/>.</param>
    /// <param name="Content">Hash of its bytes.</param>
    /// <param name="Sampled">Number of its questions of the task that decides when the run stops; 0 for other runs.</param>
    internal readonly record struct Selected(int Shard, int Row, int Images, int Questions, int Localization, string Source, string? Label, bool IsDeep, int All, string Content, int Sampled);
}
