namespace MuBench.Pipeline.Looking;

/// <summary>A request to look at a sampled run after a wave.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Wave">The wave, from 1. All earlier waves have had their look.</param>
public sealed record TakeLookRequest(string RunId, int Wave);
