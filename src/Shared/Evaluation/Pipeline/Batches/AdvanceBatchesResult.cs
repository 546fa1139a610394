namespace MuBench.Pipeline.Batches;

/// <summary>How far the batches of a shard are.</summary>
/// <param name="Shard">Position of the shard in the plan.</param>
/// <param name="Open">Questions whose batch has not ended, or which are still to be sent; 0 once there is nothing to come back for.</param>
/// <param name="WaitSeconds">Seconds before it is worth coming back, at least.</param>
/// <param name="Missing">Questions that had no answer when the call began.</param>
/// <param name="Answered">Questions answered by this call.</param>
/// <param name="Failed">Questions that failed for good; told once nothing is open.</param>
/// <param name="SpentUsd">What the shard has cost the run, earlier calls included.</param>
/// <param name="HeldUsd">What its open batches can still cost at most.</param>
/// <param name="IsOutOfBudget">Whether questions were not asked because the budget, or the allowance, has no room for them.</param>
/// <param name="Trouble">A fault that may pass and ended the call early, in words; null where there was none. Whoever conducts gives up after some in a row.</param>
/// <param name="StopReason">Why the model can answer no further question; null where it can.</param>
public sealed record AdvanceBatchesResult(
    int Shard, int Open, double WaitSeconds, int Missing, int Answered, int Failed, decimal SpentUsd, decimal HeldUsd, bool IsOutOfBudget, string? Trouble, string? StopReason);
