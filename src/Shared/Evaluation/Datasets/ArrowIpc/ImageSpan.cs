namespace MuBench.Datasets.ArrowIpc;

/// <summary>Where an image's bytes lie in a file. No length means that the row has no image.</summary>
/// <param name="Offset">Offset of the first byte.</param>
/// <param name="Length">Number of bytes.</param>
internal readonly record struct ImageSpan(long Offset, long Length);
