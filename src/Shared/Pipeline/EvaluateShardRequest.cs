namespace MuBench.Pipeline;

/// <summary>Asks for the questions of one shard to be put to one model.</summary>
/// <param name="RunId">The run.</param>
/// <param name="ModelId">The model's id in the manifest.</param>
/// <param name="Shard">Position of the shard in the plan, from 0.</param>
public sealed record EvaluateShardRequest(string RunId, string ModelId, int Shard);
