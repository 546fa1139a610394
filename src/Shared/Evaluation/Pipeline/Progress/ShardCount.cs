namespace MuBench.Pipeline.Progress;

/// <summary>The counts of a shard of a model.</summary>
/// <param name="Shard">Position of the shard in the plan.</param>
/// <param name="Done">Number of questions with a complete response, including reused ones.</param>
/// <param name="Reused">Number of questions whose response was in the response log before the run.</param>
/// <param name="Failed">Number of questions that failed.</param>
public sealed record ShardCount(int Shard, int Done, int Reused, int Failed);
