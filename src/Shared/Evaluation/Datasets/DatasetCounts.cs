namespace MuBench.Datasets;

/// <summary>Counts of a dataset, a source dataset or a shard.</summary>
public sealed record DatasetCounts
{
    /// <summary>Number of images, over all items.</summary>
    public required int Images { get; init; }

    /// <summary>Number of items (rows); null if every item has one image.</summary>
    public int? Items { get; init; }

    /// <summary>Number of questions per question key (<c>modality</c>, ..., <c>classification</c>), without null questions.</summary>
    public required IReadOnlyDictionary<string, int> Questions { get; init; }

    /// <summary>Number of items per source dataset, with the null ones under their derived name.</summary>
    public required IReadOnlyDictionary<string, int> Sources { get; init; }

    /// <summary>Number of image ids that occur on more than one row. Repeated ids are legal: the row is the key.</summary>
    public required int RepeatedImageIds { get; init; }

    /// <summary>Number of questions per source dataset and question key.</summary>
    // Source-generated reading sets an absent init property to null and ignores its initializer.
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> SourceQuestions { get; init => field = value ?? NoQuestions; } = NoQuestions;

    /// <summary>Number of images per source dataset in rows that name no dataset, so that the source was derived.</summary>
    public IReadOnlyDictionary<string, int> UnnamedSources { get; init => field = value ?? NoImages; } = NoImages;

    private static IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> NoQuestions { get; } = new Dictionary<string, IReadOnlyDictionary<string, int>>();

    private static IReadOnlyDictionary<string, int> NoImages { get; } = new Dictionary<string, int>();
}
