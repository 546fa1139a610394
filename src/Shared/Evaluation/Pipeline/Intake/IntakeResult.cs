using MuBench.Manifests;

namespace MuBench.Pipeline.Intake;

/// <summary>The result of submitting a manifest.</summary>
/// <param name="RunId">The run's id, from the manifest's name and content; for a rejected manifest, from its file's name.</param>
/// <param name="Faults">All faults of the manifest; empty if it is accepted.</param>
public sealed record IntakeResult(string RunId, IReadOnlyList<ManifestFault> Faults)
{
    /// <summary>The time of the upload; null if the manifest was not uploaded.</summary>
    public DateTimeOffset? UploadedAt { get; init; }

    /// <summary>Whether the manifest can be run.</summary>
    public bool IsAccepted => Faults.Count == 0;
}
