namespace MuBench.Weights;

/// <summary>What an interpolation wrote.</summary>
/// <param name="Outputs">The files or folders written.</param>
/// <param name="BytesWritten">Bytes of weights in all outputs.</param>
/// <param name="Notes">What the user should know: files left out, elements that overflowed their type.</param>
public sealed record InterpolationResult(IReadOnlyList<string> Outputs, long BytesWritten, IReadOnlyList<string> Notes);
