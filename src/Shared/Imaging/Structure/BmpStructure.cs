namespace MuBench.Imaging.Structure;

/// <summary>Checks the headers of a Windows bitmap, and that no row is missing if the rows are not compressed.</summary>
internal static class BmpStructure
{
    private const int CoreHeader = 12;
    private const int InfoHeader = 40;

    public static bool Matches(ReadOnlySpan<byte> bytes) => bytes.StartsWith("BM"u8);

    public static (long Width, long Height) Walk(ReadOnlySpan<byte> bytes)
    {
        var layout = Layout(bytes);
        var reader = new StructureReader(bytes, "BMP", littleEndian: true);
        if (layout.Compression is 0 or 3)
        {
            // Each number is compared alone first, because the product of two hostile numbers overflows.
            if (layout.Stride > bytes.Length || layout.Height > bytes.Length)
                throw reader.Truncated("the pixel rows");
            reader.Require(layout.Offset, layout.Stride * layout.Height, "the pixel rows");
        }
        else
            reader.Require(layout.Offset, 1, "the pixel data");
        return (layout.Width, layout.Height);
    }

    /// <summary>Reads the layout of a bitmap's rows.</summary>
    public static BmpLayout Layout(ReadOnlySpan<byte> bytes)
    {
        const string What = "the header";
        var reader = new StructureReader(bytes, "BMP", littleEndian: true);
        var offset = reader.UInt32(10, What);
        var header = reader.UInt32(14, What);
        if (header is not CoreHeader and < InfoHeader)
            throw reader.Damaged($"its header has the unknown length {header}");
        reader.Require(14, header, What);
        var core = header == CoreHeader;
        long width = core ? reader.UInt16(18, What) : (int)reader.UInt32(18, What);
        long height = core ? reader.UInt16(20, What) : (int)reader.UInt32(22, What);
        var bits = reader.UInt16(core ? 24 : 28, What);
        if (bits is not (1 or 2 or 4 or 8 or 16 or 24 or 32))
            throw reader.Damaged($"it says {bits} bits per pixel");
        return new BmpLayout(
            offset, header, width, Math.Abs(height), height < 0, bits, core ? 0 : reader.UInt32(30, What), (width * bits + 31) / 32 * 4);
    }
}
