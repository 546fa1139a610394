namespace MuBench.Pipeline.Progress;

/// <summary>
/// The current work of one worker in a run: <c>runs/RUNID/progress/workers/WORKER.json</c>, written every few seconds
/// while it has work.
/// </summary>
public sealed record WorkerStatus
{
    /// <summary>The version of this document's format that this code writes.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>Version of this document's format.</summary>
    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>When this document was written.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The shards that the worker is evaluating.</summary>
    public required IReadOnlyList<OpenShards> Open { get; init; }
}
