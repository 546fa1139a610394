namespace MuBench.Imaging.Structure;

/// <summary>Walks the blocks of a GIF up to the end of its first picture (GIF89a, section 17 on).</summary>
internal static class GifStructure
{
    private const byte Extension = 0x21;
    private const byte ImageDescriptor = 0x2C;
    private const int HeaderLength = 13;

    public static bool Matches(ReadOnlySpan<byte> bytes) => bytes.StartsWith("GIF87a"u8) || bytes.StartsWith("GIF89a"u8);

    public static (long Width, long Height) Walk(ReadOnlySpan<byte> bytes)
    {
        var reader = new StructureReader(bytes, "GIF", littleEndian: true);
        reader.Require(0, HeaderLength, "the header");
        (long, long) size = (reader.UInt16(6, "the header"), reader.UInt16(8, "the header"));
        var offset = HeaderLength + ColorTable(reader.Byte(10, "the header"));
        while (true)
        {
            switch (reader.Byte(offset, "front of the first picture"))
            {
                case Extension:
                    offset = SkipBlocks(reader, offset + 2, "an extension");
                    break;
                case ImageDescriptor:
                    offset += 10 + ColorTable(reader.Byte(offset + 9, "the picture's descriptor"));
                    SkipBlocks(reader, offset + 1, "the picture's data");
                    return size;
                case var other:
                    throw reader.Damaged($"no block begins with 0x{other:X2} (byte {offset})");
            }
        }
    }

    private static long ColorTable(byte flags) => (flags & 0x80) == 0 ? 0 : 3L << ((flags & 7) + 1);

    private static long SkipBlocks(StructureReader reader, long offset, string what)
    {
        while (true)
        {
            var length = reader.Byte(offset, what);
            offset += 1 + length;
            if (length == 0)
                return offset;
        }
    }
}
