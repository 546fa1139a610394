namespace MuBench.Datasets;

/// <summary>Counts of a dataset, a source dataset or a shard.</summary>
public sealed record DatasetCounts
{
    /// <summary>Number of images, over all items.</summary>
    public required int Images { get; init; }

    /// <summary>Number of items, which are rows; null where each of them has one image.</summary>
    public int? Items { get; init; }

    /// <summary>Number of questions per question key (<c>modality</c>, ..., <c>classification</c>), nulls not counted.</summary>
    public required IReadOnlyDictionary<string, int> Questions { get; init; }

    /// <summary>Number of items per source dataset, with the null ones under their derived name.</summary>
    public required IReadOnlyDictionary<string, int> Sources { get; init; }

    /// <summary>Number of image ids that occur on more than one row; they are legal, rows are the key.</summary>
    public required int RepeatedImageIds { get; init; }
}
