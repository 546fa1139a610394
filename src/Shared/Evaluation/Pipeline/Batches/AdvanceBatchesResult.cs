namespace MuBench.Pipeline.Batches;

/// <summary>The state of a shard's batches.</summary>
/// <param name="Shard">Position of the shard in the plan.</param>
/// <param name="Open">Number of questions whose batch has not ended or that are still to be sent; 0 when nothing remains to be done.</param>
/// <param name="WaitSeconds">Minimum delay in seconds before the next call.</param>
/// <param name="Missing">Number of questions without a response at the start of the call.</param>
/// <param name="Answered">Questions answered by this call.</param>
/// <param name="Failed">Number of questions that failed permanently; set when no batch is open.</param>
/// <param name="SpentUsd">What the shard has cost the run, including earlier calls.</param>
/// <param name="HeldUsd">The maximum further cost of its open batches.</param>
/// <param name="IsOutOfBudget">Whether questions were not asked because the budget or the allowance has no room for them.</param>
/// <param name="Trouble">
/// A transient fault that ended the call early, as text; null if there was none. The conductor gives up after several
/// in a row.
/// </param>
/// <param name="StopReason">Why the model cannot answer any further question; null if it can.</param>
internal sealed record AdvanceBatchesResult(
    int Shard, int Open, double WaitSeconds, int Missing, int Answered, int Failed, decimal SpentUsd, decimal HeldUsd, bool IsOutOfBudget, string? Trouble, string? StopReason);
