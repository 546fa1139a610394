namespace MuBench.Pipeline;

/// <summary>A model that is ready, or why it is not.</summary>
/// <param name="ModelId">The model's id in the manifest.</param>
/// <param name="StopReason">Why the model cannot be evaluated; null where it can.</param>
public sealed record PrepareModelResult(string ModelId, string? StopReason = null);
