namespace MuBench.Pipeline.Scoring;

/// <summary>A request to score a model's responses.</summary>
/// <param name="RunId">The run.</param>
/// <param name="ModelId">The model's id in the manifest.</param>
/// <param name="StopReason">Why the model was stopped, which makes its result void; null if it was not.</param>
public sealed record ScoreModelRequest(string RunId, string ModelId, string? StopReason = null);
