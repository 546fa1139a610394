namespace MuBench.Datasets.ArrowIpc;

/// <summary>The place of an image's bytes in a file. Length 0 means that the row has no image.</summary>
/// <param name="Offset">Offset of the first byte.</param>
/// <param name="Length">Number of bytes.</param>
internal readonly record struct ImageSpan(long Offset, long Length);
