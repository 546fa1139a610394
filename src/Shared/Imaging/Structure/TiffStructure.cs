namespace MuBench.Imaging.Structure;

/// <summary>Reads the first directory of a TIFF (6.0) or BigTIFF and checks that its strips or tiles are all present.</summary>
internal static class TiffStructure
{
    private const ushort ImageWidth = 256;
    private const ushort ImageLength = 257;
    private const ushort StripOffsets = 273;
    private const ushort StripByteCounts = 279;
    private const ushort TileOffsets = 324;
    private const ushort TileByteCounts = 325;

    public static bool Matches(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("II*\0"u8) || bytes.StartsWith("MM\0*"u8) || bytes.StartsWith("II+\0"u8) || bytes.StartsWith("MM\0+"u8);

    public static (long Width, long Height) Walk(ReadOnlySpan<byte> bytes)
    {
        var reader = new StructureReader(bytes, "TIFF", littleEndian: bytes[0] == 'I');
        long width = 0, height = 0;
        TiffField offsets = default, lengths = default;
        var directory = TiffDirectory.First(reader);
        for (var i = 0L; i < directory.Count; i++)
        {
            var field = directory.Field(reader, i);
            switch (field.Tag)
            {
                case ImageWidth: width = field.Value(reader, 0); break;
                case ImageLength: height = field.Value(reader, 0); break;
                case StripOffsets or TileOffsets: offsets = field; break;
                case StripByteCounts or TileByteCounts: lengths = field; break;
            }
        }

        RequireStrips(reader, offsets, lengths);
        return (width, height);
    }

    private static void RequireStrips(StructureReader reader, TiffField offsets, TiffField lengths)
    {
        if (offsets.Count == 0)
            throw reader.Damaged("its directory names no strips or tiles");
        if (lengths.Count != 0 && lengths.Count != offsets.Count)
            throw reader.Damaged($"its directory has {offsets.Count} strip offsets but {lengths.Count} lengths");
        for (var i = 0L; i < offsets.Count; i++)
        {
            if (!reader.Has(offsets.Value(reader, i), lengths.Count == 0 ? 1 : lengths.Value(reader, i)))
                throw reader.Truncated($"strip or tile {i} of {offsets.Count}");
        }
    }
}
