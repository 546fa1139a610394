namespace MuBench.Weights;

/// <summary>Progress of an interpolation, in bytes of the first model.</summary>
/// <param name="BytesDone">Number of bytes that are written in all outputs.</param>
/// <param name="BytesTotal">Total number of bytes.</param>
public readonly record struct InterpolationProgress(long BytesDone, long BytesTotal);
