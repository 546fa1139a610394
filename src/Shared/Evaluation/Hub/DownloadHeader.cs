namespace MuBench.Hub;

/// <summary>The first line of the journal of a file that is being downloaded: it identifies the content.</summary>
internal sealed record DownloadHeader
{
    /// <summary>The version of the journal's format that this code writes.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>Version of the journal's format.</summary>
    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>The server's identity of the content; null if it gave none.</summary>
    public string? Identity { get; init; }

    /// <summary>Length of the whole file.</summary>
    public required long Length { get; init; }

    /// <summary>Length of a piece.</summary>
    public required int PieceLength { get; init; }
}
