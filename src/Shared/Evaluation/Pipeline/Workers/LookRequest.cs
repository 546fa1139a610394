namespace MuBench.Pipeline.Workers;

/// <summary>A look at a run after a wave.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Attempt">The attempt that sends the request.</param>
/// <param name="Wave">The wave, from 1.</param>
public sealed record LookRequest(string RunId, string Attempt, int Wave);
