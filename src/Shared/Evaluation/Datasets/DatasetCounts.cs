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

    /// <summary>Number of questions per source dataset and question key.</summary>
    // Source-generated reading sets an absent init property to null, whatever its initializer says.
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> SourceQuestions { get; init => field = value ?? NoQuestions; } = NoQuestions;

    /// <summary>Number of images per source dataset that name no dataset themselves: those whose source was derived.</summary>
    public IReadOnlyDictionary<string, int> UnnamedSources { get; init => field = value ?? NoImages; } = NoImages;

    private static IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> NoQuestions { get; } = new Dictionary<string, IReadOnlyDictionary<string, int>>();

    private static IReadOnlyDictionary<string, int> NoImages { get; } = new Dictionary<string, int>();
}
