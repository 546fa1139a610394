namespace MuBench.Imaging.Structure;

/// <summary>The first directory of a TIFF (6.0) or BigTIFF: that of its first page.</summary>
/// <param name="Start">Offset of its entries.</param>
/// <param name="Count">Number of its entries.</param>
/// <param name="IsBig">Whether offsets have 64 bits.</param>
internal readonly record struct TiffDirectory(long Start, long Count, bool IsBig)
{
    private int EntryLength => IsBig ? 20 : 12;

    /// <summary>Finds the directory and checks that all its entries are present.</summary>
    /// <exception cref="ImageException">Entries are missing.</exception>
    public static TiffDirectory First(StructureReader reader)
    {
        var big = reader.UInt16(2, "the header") == 43;
        var start = big ? Offset(reader, reader.UInt64(8, "the header")) : reader.UInt32(4, "the header");
        var count = big ? Offset(reader, reader.UInt64(start, "the directory")) : reader.UInt16(start, "the directory");
        var directory = new TiffDirectory(start + (big ? 8 : 2), count, big);
        reader.Require(directory.Start, Math.Min(count, int.MaxValue) * directory.EntryLength, "the directory");
        return directory;
    }

    /// <summary>Reads an entry by its index, from 0.</summary>
    public TiffField Field(StructureReader reader, long index) => TiffField.Read(reader, Start + index * EntryLength, IsBig);

    /// <summary>Checks that an offset fits into an image held in memory; throws if it does not.</summary>
    public static long Offset(StructureReader reader, ulong offset) =>
        offset <= int.MaxValue ? (long)offset : throw reader.Truncated("front of what its offsets point at");
}
