using MuBench.Models;
using MuBench.Pipeline.Progress;

namespace MuBench.Pipeline.Workers;

/// <summary>The result of evaluating a span.</summary>
/// <param name="Span">Position of the span.</param>
/// <param name="Answered">Number of questions that this call answered or that failed permanently: its progress.</param>
/// <param name="Remaining">Positions of shards that are still to be evaluated; empty if the span is complete.</param>
/// <param name="StopReason">Why the model cannot answer any further question; null if it can.</param>
/// <param name="Cancelled">Whether the attempt has ended.</param>
/// <param name="Status">The status of the model, over all workers.</param>
/// <param name="RetryAfterSeconds">
/// Minimum delay in seconds before the remaining shards are evaluated, because they are with a provider in batches, or because this worker
/// is being shut down; null to continue at once.
/// </param>
/// <param name="IsOutOfBudget">Whether questions were not asked because the budget had no room.</param>
public sealed record SpanResult(
    int Span, int Answered, IReadOnlyList<int> Remaining, string? StopReason = null, bool Cancelled = false, ModelStatus? Status = null,
    double? RetryAfterSeconds = null, bool IsOutOfBudget = false)
{
    /// <summary>The endpoint, if the remaining shards wait for it because it cannot be reached; else null.</summary>
    public UnreachableEndpoint? Unreachable { get; init; }
}
