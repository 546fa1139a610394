namespace MuBench.Pipeline.Scoring;

/// <summary>A scored model.</summary>
/// <param name="ModelId">The model's id in the manifest.</param>
/// <param name="Void">Whether its result is void.</param>
/// <param name="SpentUsd">Its cost for the run in US dollars; null if unknown, and for a model in process.</param>
/// <param name="Missing">Number of its questions without a response.</param>
public sealed record ScoreModelResult(string ModelId, bool Void, decimal? SpentUsd = null, long Missing = 0);
