namespace MuBench.Pipeline;

/// <summary>How far a run is: <c>status.json</c>.</summary>
public sealed record RunStatus
{
    /// <summary>The version of this document's format that this code writes.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>Version of this document's format.</summary>
    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary><c>running</c>, <c>done</c>, <c>interrupted</c> or <c>failed</c>.</summary>
    public required string State { get; init; }

    /// <summary>Why the run failed, in words; null where it did not.</summary>
    public string? Error { get; init; }

    /// <summary>When this document was written.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The models, in the manifest's order.</summary>
    public required IReadOnlyList<ModelStatus> Models { get; init; }
}
