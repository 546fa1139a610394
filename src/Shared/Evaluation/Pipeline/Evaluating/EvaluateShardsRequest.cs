namespace MuBench.Pipeline.Evaluating;

/// <summary>Asks for the questions of several shards to be put to one model.</summary>
/// <param name="RunId">The run.</param>
/// <param name="ModelId">The model's id in the manifest.</param>
/// <param name="Shards">Positions of the shards in the plan, from 0.</param>
public sealed record EvaluateShardsRequest(string RunId, string ModelId, IReadOnlyList<int> Shards);
