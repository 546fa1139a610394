using MuBench.Models;

namespace MuBench.Pipeline.Evaluating;

/// <summary>The result of evaluating several shards.</summary>
/// <param name="Answered">Number of questions answered by this call.</param>
/// <param name="Reused">Number of questions whose response was in the response log.</param>
/// <param name="Failed">Number of questions that failed in this call.</param>
/// <param name="Remaining">
/// Shards that still have questions to ask, because the conductor drains; empty if the model stopped or the budget is
/// used up.
/// </param>
/// <param name="StopReason">Why the model cannot answer any further question; null if it can.</param>
/// <param name="IsOutOfBudget">Whether questions were not asked because the run's budget has no room for them.</param>
/// <param name="Unreachable">The endpoint, if the remaining shards wait for it because it cannot be reached; else null.</param>
public sealed record EvaluateShardsResult(
    int Answered, int Reused, int Failed, IReadOnlyList<int> Remaining, string? StopReason = null, bool IsOutOfBudget = false,
    UnreachableEndpoint? Unreachable = null);
