namespace MuBench.Datasets.Release;

/// <summary>The comparison of a dataset with the official release, made at import.</summary>
public sealed record ReleaseStanding
{
    /// <summary>The release's repository on the Hub.</summary>
    public required string Repository { get; init; }

    /// <summary>The release's revision.</summary>
    public required string Revision { get; init; }

    /// <summary>Whether the dataset is that release: the same bytes in its files, and the expected counts.</summary>
    public required bool Official { get; init; }

    /// <summary>Each difference from the release, as text. Empty if <see cref="Official"/>.</summary>
    public IReadOnlyList<string> Differences { get; init => field = value ?? []; } = [];
}
