namespace MuBench.Pipeline;

/// <summary>A scored model.</summary>
/// <param name="ModelId">The model's id in the manifest.</param>
/// <param name="Void">Whether its result is void.</param>
public sealed record ScoreModelResult(string ModelId, bool Void);
