namespace MuBench.Pipeline.Rescoring;

/// <summary>Asks for the answers of a finished run to be scored again, by this version.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Protocol">The protocol that heads the new report; null for that of the manifest.</param>
public sealed record RescoreRequest(string RunId, string? Protocol = null);
