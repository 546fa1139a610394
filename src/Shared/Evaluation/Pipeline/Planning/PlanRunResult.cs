namespace MuBench.Pipeline.Planning;

/// <summary>A planned run.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Models">Number of models.</param>
/// <param name="Shards">Number of shards with at least one question.</param>
/// <param name="Questions">Number of questions per model.</param>
public sealed record PlanRunResult(string RunId, int Models, int Shards, int Questions);
