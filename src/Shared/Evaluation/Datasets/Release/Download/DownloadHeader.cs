namespace MuBench.Datasets.Release.Download;

/// <summary>The first line of the notes on a file that is being downloaded: what it is a part of.</summary>
public sealed record DownloadHeader
{
    /// <summary>The version of the notes' format that this code writes.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>Version of the notes' format.</summary>
    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>What the server called the content; null where it did not.</summary>
    public string? Identity { get; init; }

    /// <summary>Length of the whole file.</summary>
    public required long Length { get; init; }

    /// <summary>Length of a piece.</summary>
    public required int PieceLength { get; init; }
}
