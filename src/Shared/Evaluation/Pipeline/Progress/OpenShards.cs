namespace MuBench.Pipeline.Progress;

/// <summary>The shards that a worker is evaluating, with its counters.</summary>
/// <param name="Shards">Positions of the shards in the plan.</param>
/// <param name="Status">The worker's counters for these shards.</param>
public sealed record OpenShards(IReadOnlyList<int> Shards, ModelStatus Status);
