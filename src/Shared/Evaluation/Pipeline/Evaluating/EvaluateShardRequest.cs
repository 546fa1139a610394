namespace MuBench.Pipeline.Evaluating;

/// <summary>Asks for the questions of one shard to be put to one model.</summary>
/// <param name="RunId">The run.</param>
/// <param name="ModelId">The model's id in the manifest.</param>
/// <param name="Shard">Position of the shard in the plan, from 0.</param>
/// <param name="AllowanceUsd">
/// What this shard of this model may cost the run in all, earlier attempts included, in US dollars. Given where several
/// processes evaluate one run; null where the run is this process's alone and its budget is kept here.
/// </param>
public sealed record EvaluateShardRequest(string RunId, string ModelId, int Shard, decimal? AllowanceUsd = null);
