using System.IO.Hashing;
using System.Text;

namespace MuBench.Imaging.Structure;

/// <summary>Walks the chunks of a PNG and checks their checksums (W3C PNG, section 5).</summary>
internal static class PngStructure
{
    private const uint HeaderChunk = 0x49484452; // IHDR
    private const uint PaletteChunk = 0x504C5445; // PLTE
    private const uint DataChunk = 0x49444154; // IDAT
    private const uint EndChunk = 0x49454E44; // IEND

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static bool Matches(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Signature);

    public static (long Width, long Height) Walk(ReadOnlySpan<byte> bytes)
    {
        var reader = new StructureReader(bytes, "PNG", littleEndian: false);
        var size = Header(reader, out var palette);
        var data = false;
        for (long offset = Signature.Length; ;)
        {
            var length = reader.UInt32(offset, "a chunk's length");
            var type = reader.UInt32(offset + 4, "a chunk's type");
            if (!reader.Has(offset, 12L + length))
                throw reader.Truncated($"chunk {Name(type)}");
            var checksum = reader.UInt32(offset + 8 + length, "a checksum");
            if (Crc32.HashToUInt32(reader.Slice(offset + 4, length + 4L, "a chunk")) != checksum)
                throw reader.Damaged($"the checksum (CRC) of chunk {Name(type)} at byte {offset} does not match");
            switch (type)
            {
                case PaletteChunk:
                    palette = false;
                    break;
                case DataChunk when palette:
                    throw reader.Damaged("it is indexed but has no palette (chunk PLTE)");
                case DataChunk:
                    data |= length > 0;
                    break;
                case EndChunk when data:
                    return size;
                case EndChunk:
                    throw reader.Damaged("it has no pixel data (chunk IDAT)");
            }

            offset += 12 + (long)length;
        }
    }

    private static (long Width, long Height) Header(StructureReader reader, out bool needsPalette)
    {
        var start = Signature.Length;
        if (reader.UInt32(start, "chunk IHDR") != 13 || reader.UInt32(start + 4, "chunk IHDR") != HeaderChunk)
            throw reader.Damaged("it does not begin with a header (chunk IHDR)");
        var width = reader.UInt32(start + 8, "chunk IHDR");
        var height = reader.UInt32(start + 12, "chunk IHDR");
        var depth = reader.Byte(start + 16, "chunk IHDR");
        var color = reader.Byte(start + 17, "chunk IHDR");
        var interlace = reader.Byte(start + 20, "chunk IHDR");
        var known = color switch
        {
            0 => depth is 1 or 2 or 4 or 8 or 16,
            3 => depth is 1 or 2 or 4 or 8,
            2 or 4 or 6 => depth is 8 or 16,
            _ => false,
        };
        if (!known || reader.Byte(start + 18, "chunk IHDR") != 0 || reader.Byte(start + 19, "chunk IHDR") != 0 || interlace > 1)
            throw reader.Damaged($"its header says bit depth {depth}, color type {color}, which PNG does not know");
        needsPalette = color == 3;
        return (width, height);
    }

    private static string Name(uint type)
    {
        Span<byte> letters = [(byte)(type >> 24), (byte)(type >> 16), (byte)(type >> 8), (byte)type];
        foreach (var letter in letters)
        {
            if (!char.IsAsciiLetter((char)letter))
                return $"0x{type:x8}";
        }

        return type switch
        {
            HeaderChunk => "IHDR",
            DataChunk => "IDAT",
            EndChunk => "IEND",
            _ => Encoding.ASCII.GetString(letters),
        };
    }
}
