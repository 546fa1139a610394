namespace MuBench.Proofs;

/// <summary>The inputs of one model's scores: <c>proofs/MODELID.json</c>.</summary>
internal sealed record ModelProof
{
    /// <summary>The version of this document's format that this code writes.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>Version of this document's format.</summary>
    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>The id of the model or pass.</summary>
    public required string Id { get; init; }

    /// <summary>The input files besides the logs: <c>model.json</c>, faults, spending.</summary>
    public required IReadOnlyList<FileDigest> Files { get; init; }

    /// <summary>The response logs, in the order of the plan's shards.</summary>
    public required IReadOnlyList<LogProof> Logs { get; init; }
}
