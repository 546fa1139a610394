namespace MuBench.Pipeline.Rescoring;

/// <summary>A request to score the responses of a finished run again with this version.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Protocol">The protocol of the main scores in the new report; null for that of the manifest.</param>
public sealed record RescoreRequest(string RunId, string? Protocol = null);
