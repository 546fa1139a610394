namespace MuBench.Pipeline.Planning;

/// <summary>The images and shards that a run asks about.</summary>
/// <param name="Shards">The shards with at least one question of the run, in order.</param>
/// <param name="Items">Number of items with at least one question.</param>
/// <param name="Images">Number of images of these items.</param>
/// <param name="Styles">
/// The styles of the tasks' questions, in ordinal order. They cover all questions of the tasks, not only a sample of
/// them, so that the size of a sample does not change a model's prompts.
/// </param>
/// <param name="DeepItems">Number of items with images of more than 8 bits per sample.</param>
/// <param name="HasDifferentImages">Whether not all items show the same picture.</param>
/// <param name="Excerpt">The size of the whole run; null if this is a whole run.</param>
/// <param name="Sampling">The order of a run that stops when it knows enough; null for other runs.</param>
internal sealed record SelectedShards(
    IReadOnlyList<PlannedShard> Shards, int Items, int Images, IReadOnlyList<string> Styles, int DeepItems, bool HasDifferentImages, PlannedExcerpt? Excerpt, PlannedSampling? Sampling = null);
