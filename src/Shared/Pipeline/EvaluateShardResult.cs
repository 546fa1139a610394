namespace MuBench.Pipeline;

/// <summary>How the evaluation of a shard ended.</summary>
/// <param name="Shard">Position of the shard in the plan.</param>
/// <param name="Answered">Questions answered by this call.</param>
/// <param name="Reused">Questions whose answer was in the response log.</param>
/// <param name="Failed">Questions that failed in this call.</param>
/// <param name="NotRun">Questions that were not asked because the model stopped or the conductor drains.</param>
/// <param name="StopReason">Why the model can answer no further question; null where it can.</param>
public sealed record EvaluateShardResult(int Shard, int Answered, int Reused, int Failed, int NotRun, string? StopReason = null);
