namespace MuBench.Datasets.Import;

/// <summary>A row whose images cannot be used in place.</summary>
/// <param name="Row">The row.</param>
/// <param name="Images">
/// The encoded images in order; valid until the next row is read. Empty, or with an empty image, if the row lacks one.
/// </param>
/// <param name="Origin">Place of the row in its source.</param>
internal readonly record struct LooseImage(ReleaseRow Row, IReadOnlyList<ReadOnlyMemory<byte>> Images, RowOrigin Origin)
{
    /// <summary>Number of bytes of all images.</summary>
    public long Length => Images.Sum(image => (long)image.Length);
}
