using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace MuBench.TestUtils.Datasets;

/// <summary>Writes small RGB PNGs, so that tests need no image files.</summary>
public static class TestPng
{
    /// <summary>A picture whose pixels depend only on <paramref name="seed"/>.</summary>
    public static byte[] Encode(int width, int height, int seed) => Encode(width, height, depth: 8, color: 2, Pixels(width, height, seed));

    /// <summary>The same picture without compression, so that its bytes do not depend on the runtime's compressor.</summary>
    public static byte[] EncodeStored(int width, int height, int seed) => Encode(width, height, depth: 8, color: 2, Stored(Rows(width, height, seed)));

    /// <summary>A 16-bit picture: grey with one sample per pixel, RGB with three.</summary>
    public static byte[] Encode16(int width, int height, ReadOnlySpan<ushort> samples)
    {
        var row = samples.Length / height;
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var i = 0; i < samples.Length; i++)
            {
                if (i % row == 0)
                    zlib.WriteByte(0);
                zlib.Write([(byte)(samples[i] >> 8), (byte)samples[i]]);
            }
        }

        return Encode(width, height, depth: 16, color: (byte)(row == width ? 0 : 2), compressed.ToArray());
    }

    private static byte[] Encode(int width, int height, byte depth, byte color, byte[] pixels)
    {
        using var png = new MemoryStream();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        (header[8], header[9]) = (depth, color);
        WriteChunk(png, "IHDR", header);
        WriteChunk(png, "IDAT", pixels);
        WriteChunk(png, "IEND", []);
        return png.ToArray();
    }

    private static byte[] Pixels(int width, int height, int seed)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            foreach (var value in Rows(width, height, seed))
                zlib.WriteByte(value);
        }

        return compressed.ToArray();
    }

    private static byte[] Rows(int width, int height, int seed)
    {
        var rows = new List<byte>();
        var state = (uint)seed * 2_654_435_761u;
        for (var y = 0; y < height; y++)
        {
            rows.Add(0);
            for (var x = 0; x < 3 * width; x++)
                rows.Add((byte)((state = (state * 1_664_525u) + 1_013_904_223u) >> 24));
        }

        return [.. rows];
    }

    // One stored block (RFC 1951) between the header and the checksum of zlib (RFC 1950).
    private static byte[] Stored(byte[] content)
    {
        var (low, high) = (1u, 0u);
        foreach (var value in content)
            (low, high) = ((low + value) % 65521, (high + low + value) % 65521);
        var length = checked((ushort)content.Length);
        var ends = new byte[4];
        BinaryPrimitives.WriteUInt16LittleEndian(ends, length);
        BinaryPrimitives.WriteUInt16LittleEndian(ends.AsSpan(2), (ushort)~length);
        var checksum = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(checksum, (high << 16) | low);
        return [0x78, 0x01, 0x01, .. ends, .. content, .. checksum];
    }

    private static void WriteChunk(Stream png, string type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        png.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(body));
        png.Write(number);
    }

    private static uint Crc(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320u : crc >> 1;
        }

        return ~crc;
    }
}
