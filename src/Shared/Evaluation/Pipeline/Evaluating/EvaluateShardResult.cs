namespace MuBench.Pipeline.Evaluating;

/// <summary>How the evaluation of a shard ended.</summary>
/// <param name="Shard">Position of the shard in the plan.</param>
/// <param name="Answered">Questions answered by this call.</param>
/// <param name="Reused">Questions whose answer was in the response log.</param>
/// <param name="Failed">Questions that failed in this call.</param>
/// <param name="NotRun">Questions that were not asked because the model stopped or the conductor drains.</param>
/// <param name="StopReason">Why the model can answer no further question; null where it can.</param>
/// <param name="SpentUsd">
/// What this shard of this model has cost the run, earlier attempts included, as far as prices are known. Counted where the run
/// has a budget, or the request an allowance; else what this call alone cost.
/// </param>
/// <param name="IsOutOfBudget">Whether questions were not asked because the budget, or the allowance, has no room for them.</param>
public sealed record EvaluateShardResult(
    int Shard, int Answered, int Reused, int Failed, int NotRun, string? StopReason = null, decimal SpentUsd = 0, bool IsOutOfBudget = false);
