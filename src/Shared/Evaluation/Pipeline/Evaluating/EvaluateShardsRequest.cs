namespace MuBench.Pipeline.Evaluating;

/// <summary>A request to ask one model the questions of several shards.</summary>
/// <param name="RunId">The run.</param>
/// <param name="ModelId">The model's id in the manifest.</param>
/// <param name="Shards">Positions of the shards in the plan, from 0.</param>
public sealed record EvaluateShardsRequest(string RunId, string ModelId, IReadOnlyList<int> Shards);
