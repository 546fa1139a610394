namespace MuBench.Pipeline.Evaluating;

/// <summary>How the evaluation of several shards ended.</summary>
/// <param name="Answered">Questions answered by this call.</param>
/// <param name="Reused">Questions whose answer was in the response log.</param>
/// <param name="Failed">Questions that failed in this call.</param>
/// <param name="Remaining">Shards that still have questions to be asked, because the conductor drains; none where the model stopped or the budget is used up.</param>
/// <param name="StopReason">Why the model can answer no further question; null where it can.</param>
/// <param name="IsOutOfBudget">Whether questions were not asked because the run's budget has no room for them.</param>
public sealed record EvaluateShardsResult(
    int Answered, int Reused, int Failed, IReadOnlyList<int> Remaining, string? StopReason = null, bool IsOutOfBudget = false);
