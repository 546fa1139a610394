namespace MuBench.Pipeline.Preparing;

/// <summary>A request to prepare a model.</summary>
/// <param name="RunId">The run.</param>
/// <param name="ModelId">The model's id in the manifest.</param>
public sealed record PrepareModelRequest(string RunId, string ModelId);
