namespace MuBench.Datasets.Import;

/// <summary>A row whose images do not lie in a file that can serve as a pack.</summary>
/// <param name="Row">The row.</param>
/// <param name="Images">The encoded images in order; valid until the next row is asked for. None, or one that is empty, where the row has none.</param>
/// <param name="Origin">Where the row was read.</param>
internal readonly record struct LooseImage(ReleaseRow Row, IReadOnlyList<ReadOnlyMemory<byte>> Images, RowOrigin Origin)
{
    /// <summary>Number of bytes of all images.</summary>
    public long Length => Images.Sum(image => (long)image.Length);
}
