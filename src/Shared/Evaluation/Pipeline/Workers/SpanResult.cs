using MuBench.Pipeline.Progress;

namespace MuBench.Pipeline.Workers;

/// <summary>How the evaluation of a span ended.</summary>
/// <param name="Span">Position of the span.</param>
/// <param name="Answered">Questions answered or failed for good by this call: whether it got on.</param>
/// <param name="Remaining">Positions of shards that are still to be evaluated; none if the span is through.</param>
/// <param name="StopReason">Why the model can answer no further question; null if it can.</param>
/// <param name="Cancelled">Whether the attempt is over.</param>
/// <param name="Status">How far the model is, over all workers.</param>
/// <param name="RetryAfterSeconds">How long to leave what remains alone, at least: it is with a provider, in batches; null to go on at once.</param>
/// <param name="IsOutOfBudget">Whether questions were not asked for want of money.</param>
public sealed record SpanResult(
    int Span, int Answered, IReadOnlyList<int> Remaining, string? StopReason = null, bool Cancelled = false, ModelStatus? Status = null,
    double? RetryAfterSeconds = null, bool IsOutOfBudget = false);
