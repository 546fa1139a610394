namespace MuBench.Pipeline.Evaluating;

/// <summary>A request to ask one model the questions of one shard.</summary>
/// <param name="RunId">The run.</param>
/// <param name="ModelId">The model's id in the manifest.</param>
/// <param name="Shard">Position of the shard in the plan, from 0.</param>
/// <param name="AllowanceUsd">
/// The maximum cost of this shard of this model for the run, including earlier attempts, in US dollars. Set if several
/// processes evaluate one run; null if this process alone evaluates the run and keeps its budget.
/// </param>
internal sealed record EvaluateShardRequest(string RunId, string ModelId, int Shard, decimal? AllowanceUsd = null);
