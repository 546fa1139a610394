using MuBench.Models;

namespace MuBench.Pipeline.Preparing;

/// <summary>A model that is ready, or the reason why it is not.</summary>
/// <remarks>
/// If <see cref="RetryAfter"/> is set, the model is neither: its server is waking up. Run the step again after that
/// time, until <see cref="RetryAfter"/> is null.
/// </remarks>
/// <param name="ModelId">The model's id in the manifest.</param>
/// <param name="StopReason">Why the model cannot be evaluated; null if it can.</param>
/// <param name="RetryAfter">
/// Delay before the step is to be run again because the model's server is not ready yet; null if the step is complete.
/// </param>
/// <param name="Waiting">What the step waits for, as text; null if it does not wait.</param>
public sealed record PrepareModelResult(string ModelId, string? StopReason = null, TimeSpan? RetryAfter = null, string? Waiting = null)
{
    /// <summary>The endpoint, if it cannot be reached and the conductor waits for it before it runs the step again; else null.</summary>
    public UnreachableEndpoint? Unreachable { get; init; }
}
