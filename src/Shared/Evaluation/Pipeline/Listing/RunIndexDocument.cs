namespace MuBench.Pipeline.Listing;

/// <summary>
/// A snapshot of the list of runs: <c>index/runs/index.json</c>. It is derived from the runs and can be deleted: the next reader makes
/// it again.
/// </summary>
public sealed record RunIndexDocument
{
    /// <summary>The version of this document's format that this code writes and reads.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>Version of this document's format.</summary>
    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>When this document was written.</summary>
    public required DateTimeOffset WrittenAt { get; init; }

    /// <summary>When the list was last compared with the runs that the store holds.</summary>
    public required DateTimeOffset CheckedAt { get; init; }

    /// <summary>How far the journals of changed runs are read: bytes by day.</summary>
    public required IReadOnlyDictionary<string, long> Read { get; init; }

    /// <summary>
    /// The runs that were announced a moment before this document was written, with the time: their documents may not have been changed
    /// yet, and are read again.
    /// </summary>
    public required IReadOnlyDictionary<string, DateTimeOffset> Announced { get; init; }

    /// <summary>The runs, without order.</summary>
    public required IReadOnlyList<RunSummary> Runs { get; init; }
}
