using MuBench.Manifests;

namespace MuBench.Pipeline.Intake;

/// <summary>What came of a manifest that was handed in.</summary>
/// <param name="RunId">The run's id, from the manifest's name and content; a rejected one has it from its file's name.</param>
/// <param name="Faults">Everything that is wrong with it; none where it is accepted.</param>
public sealed record IntakeResult(string RunId, IReadOnlyList<ManifestFault> Faults)
{
    /// <summary>When it was uploaded; null where it was not handed in by an upload.</summary>
    public DateTimeOffset? UploadedAt { get; init; }

    /// <summary>Whether the manifest can be run.</summary>
    public bool IsAccepted => Faults.Count == 0;
}
