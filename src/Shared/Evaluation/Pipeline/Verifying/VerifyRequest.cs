namespace MuBench.Pipeline.Verifying;

/// <summary>A request to verify a report.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Rescored">The name of a later scoring of the run's responses; null for the run's own report.</param>
/// <param name="Images">Whether the image bytes are also hashed.</param>
/// <param name="QuotedRoot">The Merkle root as quoted outside the store; null for no comparison.</param>
public sealed record VerifyRequest(string RunId, string? Rescored = null, bool Images = false, string? QuotedRoot = null);
