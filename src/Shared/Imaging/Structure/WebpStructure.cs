namespace MuBench.Imaging.Structure;

/// <summary>Walks the RIFF chunks of a WebP (RFC 9649).</summary>
internal static class WebpStructure
{
    public static bool Matches(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 12 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8);

    public static (long Width, long Height) Walk(ReadOnlySpan<byte> bytes)
    {
        var reader = new StructureReader(bytes, "WebP", littleEndian: true);
        var end = 8 + (long)reader.UInt32(4, "the header");
        reader.Require(0, end, "the RIFF container");
        (long Width, long Height)? size = null;
        var picture = false;
        for (long offset = 12; offset < end;)
        {
            var name = reader.Slice(offset, 4, "a chunk's name");
            var length = reader.UInt32(offset + 4, "a chunk's length");
            offset += 8;
            reader.Require(offset, length, "a chunk");
            if (name.SequenceEqual("VP8X"u8))
                size = (1 + UInt24(reader, offset + 4), 1 + UInt24(reader, offset + 7));
            else if (name.SequenceEqual("VP8 "u8))
                size ??= Lossy(reader, offset);
            else if (name.SequenceEqual("VP8L"u8))
                size ??= Lossless(reader, offset);
            picture |= name.SequenceEqual("VP8 "u8) || name.SequenceEqual("VP8L"u8) || name.SequenceEqual("ANMF"u8);
            offset += length + (length & 1);
        }

        return picture && size is { } known ? known : throw reader.Damaged("it holds no picture (VP8, VP8L or ANMF)");
    }

    private static long UInt24(StructureReader reader, long offset) =>
        reader.UInt16(offset, "the canvas size") | ((long)reader.Byte(offset + 2, "the canvas size") << 16);

    private static (long, long) Lossy(StructureReader reader, long offset)
    {
        const string What = "the VP8 frame header";
        if (!reader.Slice(offset + 3, 3, What).SequenceEqual((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A]))
            throw reader.Damaged("its VP8 frame does not begin with a key frame");
        return (reader.UInt16(offset + 6, What) & 0x3FFF, reader.UInt16(offset + 8, What) & 0x3FFF);
    }

    private static (long, long) Lossless(StructureReader reader, long offset)
    {
        const string What = "the VP8L header";
        if (reader.Byte(offset, What) != 0x2F)
            throw reader.Damaged("its VP8L data does not begin with the signature 0x2F");
        var bits = reader.UInt32(offset + 1, What);
        return (1 + (bits & 0x3FFF), 1 + ((bits >> 14) & 0x3FFF));
    }
}
