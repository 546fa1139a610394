namespace MuBench.Weights;

/// <summary>How far an interpolation is, in bytes of the first model.</summary>
/// <param name="BytesDone">Bytes of which all outputs are written.</param>
/// <param name="BytesTotal">Bytes in all.</param>
public readonly record struct InterpolationProgress(long BytesDone, long BytesTotal);
