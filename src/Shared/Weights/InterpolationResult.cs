namespace MuBench.Weights;

/// <summary>The result of an interpolation.</summary>
/// <param name="Outputs">The files or folders written.</param>
/// <param name="BytesWritten">Size of the weights in all outputs, in bytes.</param>
/// <param name="Notes">Notes for the user: files left out, elements that overflowed their type.</param>
public sealed record InterpolationResult(IReadOnlyList<string> Outputs, long BytesWritten, IReadOnlyList<string> Notes);
