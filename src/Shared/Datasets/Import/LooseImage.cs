namespace MuBench.Datasets.Import;

/// <summary>A row whose image does not lie in a file that can serve as a pack.</summary>
/// <param name="Row">The row.</param>
/// <param name="Bytes">The encoded image; valid until the next row is asked for. Empty where the row has none.</param>
/// <param name="Origin">Where the row was read.</param>
internal readonly record struct LooseImage(ReleaseRow Row, ReadOnlyMemory<byte> Bytes, RowOrigin Origin);
