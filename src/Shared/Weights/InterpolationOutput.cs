namespace MuBench.Weights;

/// <summary>One model to be written: Σ wᵢ·θᵢ over the inputs.</summary>
/// <param name="Path">The file or folder to write, as the inputs are files or folders.</param>
/// <param name="Weights">The weight of each input, in their order.</param>
public sealed record InterpolationOutput(string Path, IReadOnlyList<double> Weights);
