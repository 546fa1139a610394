namespace MuBench.Weights;

/// <summary>One model to write: Σ wᵢ·θᵢ over the inputs.</summary>
/// <param name="Path">The file to write, or the folder if the inputs are folders.</param>
/// <param name="Weights">The weight of each input, in the order of the inputs.</param>
public sealed record InterpolationOutput(string Path, IReadOnlyList<double> Weights);
