namespace MuBench.Imaging.Structure;

/// <summary>Reads the first directory of a TIFF (6.0) or BigTIFF and checks that its strips or tiles are all there.</summary>
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
        var big = reader.UInt16(2, "the header") == 43;
        var directory = big ? Offset(reader, reader.UInt64(8, "the header")) : reader.UInt32(4, "the header");
        var count = big ? Offset(reader, reader.UInt64(directory, "the directory")) : reader.UInt16(directory, "the directory");
        directory += big ? 8 : 2;
        var entryLength = big ? 20 : 12;
        reader.Require(directory, Math.Min(count, int.MaxValue) * entryLength, "the directory");

        long width = 0, height = 0;
        Field offsets = default, lengths = default;
        for (var i = 0L; i < count; i++)
        {
            var field = Field.Read(reader, directory + i * entryLength, big);
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

    private static void RequireStrips(StructureReader reader, Field offsets, Field lengths)
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

    private static long Offset(StructureReader reader, ulong offset) =>
        offset <= int.MaxValue ? (long)offset : throw reader.Truncated("front of what its offsets point at");

    /// <summary>A directory entry; small values lie in the entry itself.</summary>
    private readonly record struct Field(ushort Tag, ushort Type, long Count, long At)
    {
        public static Field Read(StructureReader reader, long entry, bool big)
        {
            const string What = "the directory";
            var type = reader.UInt16(entry + 2, What);
            var count = big ? Offset(reader, reader.UInt64(entry + 4, What)) : reader.UInt32(entry + 4, What);
            var at = entry + (big ? 12 : 8);
            if (count * Width(type) > (big ? 8 : 4))
                at = big ? Offset(reader, reader.UInt64(at, What)) : reader.UInt32(at, What);
            return new Field(reader.UInt16(entry, What), type, count, at);
        }

        public long Value(StructureReader reader, long index)
        {
            const string What = "the strip table";
            return Type switch
            {
                1 => reader.Byte(At + index, What),
                3 => reader.UInt16(At + 2 * index, What),
                4 => reader.UInt32(At + 4 * index, What),
                16 => Offset(reader, reader.UInt64(At + 8 * index, What)),
                _ => throw reader.Damaged($"tag {Tag} has the unexpected type {Type}"),
            };
        }

        private static int Width(ushort type) => type switch
        {
            3 or 8 => 2,
            4 or 9 or 11 or 13 => 4,
            5 or 10 or 12 or 16 or 17 or 18 => 8,
            _ => 1,
        };
    }
}
