namespace MuBench.Pipeline.Verifying;

/// <summary>Asks for a report to be checked against what it was made from.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Rescored">The name of a later scoring of the run's answers; null for the run's own report.</param>
/// <param name="Images">Whether the image bytes are hashed too.</param>
/// <param name="QuotedRoot">The Merkle root that was quoted outside of the store; null to compare with none.</param>
public sealed record VerifyRequest(string RunId, string? Rescored = null, bool Images = false, string? QuotedRoot = null);
