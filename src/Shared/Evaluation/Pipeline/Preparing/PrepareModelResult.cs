namespace MuBench.Pipeline.Preparing;

/// <summary>A model that is ready, or why it is not.</summary>
/// <remarks>Where <see cref="RetryAfter"/> is set it is neither: its server wakes up. Run the step again after that time, as often as it says so.</remarks>
/// <param name="ModelId">The model's id in the manifest.</param>
/// <param name="StopReason">Why the model cannot be evaluated; null where it can.</param>
/// <param name="RetryAfter">When to run the step again because the model's server is not ready yet; null where the step is through.</param>
/// <param name="Waiting">What is waited for, in words; null where nothing is.</param>
public sealed record PrepareModelResult(string ModelId, string? StopReason = null, TimeSpan? RetryAfter = null, string? Waiting = null);
