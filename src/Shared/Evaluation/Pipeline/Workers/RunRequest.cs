namespace MuBench.Pipeline.Workers;

/// <summary>A run and the attempt that sends the request.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Attempt">The attempt.</param>
public sealed record RunRequest(string RunId, string Attempt);
