using MuBench.Manifests;

namespace MuBench.Pipeline.Intake;

/// <summary>Why a manifest was rejected: <c>runs/RUNID/rejected.json</c>.</summary>
public sealed record Rejection
{
    /// <summary>The version of this document's format that this code writes.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>Version of this document's format.</summary>
    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>The id that the manifest's run would have.</summary>
    public required string RunId { get; init; }

    /// <summary>When it was rejected.</summary>
    public required DateTimeOffset RejectedAt { get; init; }

    /// <summary>All faults of the manifest.</summary>
    public required IReadOnlyList<ManifestFault> Faults { get; init; }
}
