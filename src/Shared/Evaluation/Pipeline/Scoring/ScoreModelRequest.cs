namespace MuBench.Pipeline.Scoring;

/// <summary>Asks for a model's answers to be scored.</summary>
/// <param name="RunId">The run.</param>
/// <param name="ModelId">The model's id in the manifest.</param>
/// <param name="StopReason">Why the model was stopped, which makes its result void; null where it was not.</param>
public sealed record ScoreModelRequest(string RunId, string ModelId, string? StopReason = null);
