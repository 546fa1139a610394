namespace MuBench.Pipeline.Progress;

/// <summary>What is known of a shard of a model.</summary>
/// <param name="Shard">Position of the shard in the plan.</param>
/// <param name="Done">Questions with a complete answer, reused ones included.</param>
/// <param name="Reused">Questions whose answer was in the response log before the run.</param>
/// <param name="Failed">Questions that failed.</param>
public sealed record ShardCount(int Shard, int Done, int Reused, int Failed);
