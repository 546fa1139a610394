namespace MuBench.Datasets.Import;

/// <summary>A row as it stands in its source, in the release's columns, before its questions are checked.</summary>
internal sealed record ReleaseRow
{
    public string? ImageId { get; init; }

    public string? Dataset { get; init; }

    public string? LabelName { get; init; }

    public string? Domain { get; init; }

    public string? Subdomain { get; init; }

    public string? Modality { get; init; }

    public string? Submodality { get; init; }

    public string? Stain { get; init; }

    public bool? Synthetic { get; init; }

    public string? License { get; init; }

    public string? Scale { get; init; }

    public IReadOnlyList<ReleaseQuestion> Questions { get; init; } = [];

    public IReadOnlyList<ReleaseQuestion> Captions { get; init; } = [];

    public IReadOnlyList<Region>? Boxes { get; init; }

    public IReadOnlyList<Region>? Polygons { get; init; }
}
