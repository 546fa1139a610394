using MuBench.Pipeline.Progress;

namespace MuBench.Pipeline.Workers;

/// <summary>A scored pass of a model.</summary>
/// <param name="Void">Whether its result is void.</param>
/// <param name="Status">The status of the model.</param>
public sealed record ScorePassResult(bool Void, ModelStatus? Status);
