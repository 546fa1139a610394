namespace MuBench.Datasets.Release;

/// <summary>How a dataset stands to the official release, as found when it was imported.</summary>
public sealed record ReleaseStanding
{
    /// <summary>The release's repository on the Hub.</summary>
    public required string Repository { get; init; }

    /// <summary>The release's revision.</summary>
    public required string Revision { get; init; }

    /// <summary>Whether the dataset is that release: its files to the byte, and every count as it must be.</summary>
    public required bool Official { get; init; }

    /// <summary>Each difference from the release, in words. Empty where <see cref="Official"/>.</summary>
    public IReadOnlyList<string> Differences { get; init => field = value ?? []; } = [];
}
