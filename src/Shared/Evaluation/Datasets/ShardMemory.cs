using MuBench.Storage;

namespace MuBench.Datasets;

/// <summary>
/// Indexes of shards that this process has read, kept as objects: evaluating, scoring and reporting a run each read all of them. Safe for concurrent use.
/// </summary>
/// <param name="maxQuestions">Maximum number of questions that are kept.</param>
internal sealed class ShardMemory(int maxQuestions = ShardMemory.MaxQuestions)
{
    /// <summary>The default maximum: some 30 MB. A run of more questions is not kept at all, because it would push out what it reads next.</summary>
    public const int MaxQuestions = 24_000;

    private readonly RecentItems<(DatasetReader Reader, int Shard), IReadOnlyList<ImageRecord>> _indexes = new(maxQuestions);

    /// <summary>Gives the index of a shard; null if it is not kept.</summary>
    public IReadOnlyList<ImageRecord>? TryGet(DatasetReader reader, int shard) => _indexes.TryGet((reader, shard));

    /// <summary>Keeps the index of a shard.</summary>
    public void Keep(DatasetReader reader, int shard, IReadOnlyList<ImageRecord> images) =>
        _indexes.Keep((reader, shard), images, images.Sum(image => image.Questions.Count));

    /// <summary>Drops what was kept of a reader.</summary>
    public void Forget(DatasetReader reader) => _indexes.RemoveAll(key => key.Reader == reader);
}
