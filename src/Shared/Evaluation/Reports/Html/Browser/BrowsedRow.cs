namespace MuBench.Reports.Html.Browser;

/// <summary>One row of the dataset: its images and the questions about them.</summary>
internal sealed record BrowsedRow
{
    /// <summary>Row number in the dataset.</summary>
    public required int Row { get; init; }

    /// <summary>The source dataset.</summary>
    public required string Source { get; init; }

    /// <summary>The thumbnails of its images, one to eight.</summary>
    public required IReadOnlyList<BrowsedImage> Images { get; init; }

    /// <summary>The questions of the run about the images.</summary>
    public required IReadOnlyList<BrowsedQuestion> Questions { get; init; }
}
