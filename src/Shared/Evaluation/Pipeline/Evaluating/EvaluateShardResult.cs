using MuBench.Models;

namespace MuBench.Pipeline.Evaluating;

/// <summary>The result of evaluating a shard.</summary>
/// <param name="Shard">Position of the shard in the plan.</param>
/// <param name="Answered">Number of questions answered by this call.</param>
/// <param name="Reused">Number of questions whose response was in the response log.</param>
/// <param name="Failed">Number of questions that failed in this call.</param>
/// <param name="NotRun">Number of questions that were not asked because the model stopped or the conductor drains.</param>
/// <param name="StopReason">Why the model cannot answer any further question; null if it can.</param>
/// <param name="SpentUsd">
/// What this shard of this model has cost the run in US dollars, including earlier attempts, as far as prices are
/// known. If neither the run has a budget nor the request an allowance, it is the cost of this call alone.
/// </param>
/// <param name="IsOutOfBudget">Whether questions were not asked because the budget or the allowance has no room for them.</param>
/// <param name="Unreachable">The endpoint, if questions were not asked because it cannot be reached and the conductor waits for it; else null.</param>
public sealed record EvaluateShardResult(
    int Shard, int Answered, int Reused, int Failed, int NotRun, string? StopReason = null, decimal SpentUsd = 0, bool IsOutOfBudget = false,
    UnreachableEndpoint? Unreachable = null)
{
    /// <summary>Whether nothing was asked because another process, or other work of this one, asks these questions now.</summary>
    public bool IsClaimed { get; init; }
}
