using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace MuBench.TestUtils.Datasets;

/// <summary>
/// Writes black PNGs of any size. A hundred million pixels take a few hundred kilobytes, and as much decoding time as other
/// images.
/// </summary>
public static class BlankPng
{
    /// <summary>Writes a black picture.</summary>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="channels">1 for grey, 3 for RGB, 4 for RGB with alpha.</param>
    /// <param name="depth">Bits per sample: 8 or 16.</param>
    public static byte[] Encode(int width, int height, int channels = 1, int depth = 8)
    {
        using var png = new MemoryStream();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = ((byte)depth, channels switch { 1 => (byte)0, 3 => (byte)2, 4 => (byte)6, _ => throw new ArgumentOutOfRangeException(nameof(channels)) });
        Chunk(png, "IHDR"u8, header);
        Chunk(png, "IDAT"u8, Zeros((1L + ((long)width * channels * depth / 8)) * height));
        Chunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    // A filter byte of 0 and samples of 0, so all bytes of all rows are equal.
    private static byte[] Zeros(long count)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var block = new byte[1 << 20];
            for (; count > 0; count -= block.Length)
                zlib.Write(block.AsSpan(0, (int)Math.Min(count, block.Length)));
        }

        return compressed.ToArray();
    }

    private static void Chunk(Stream png, ReadOnlySpan<byte> type, byte[] data)
    {
        var number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        byte[] body = [.. type, .. data];
        png.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.HashToUInt32(body));
        png.Write(number);
    }
}
