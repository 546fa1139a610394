using System.Buffers.Binary;

namespace MuBench.Contrastive.References;

/// <summary>
/// The pictures of reference values. Channels 0 to 2 of <c>base</c> at column x and row y are <c>255 * x / (width - 1)</c>,
/// <c>255 * y / (height - 1)</c> and <c>255 * ((x / 16 + y / 16) % 2)</c>, in whole numbers rounded down: a ramp to the right, a ramp
/// downwards and a chessboard. Red, green and blue of pattern n are channels n, n + 1 and n + 2 of it, modulo 3. So exchanged channels,
/// another crop and another resize all change the result.
/// </summary>
public static class ReferencePicture
{
    /// <summary>Number of patterns.</summary>
    public const int Patterns = 3;

    /// <summary>Minimum and maximum length of a side in pixels.</summary>
    public const int MinSide = 2, MaxSide = 2048;

    private const int Square = 16, HeaderLength = 54, InfoLength = 40;

    /// <summary>Draws a picture as a BMP of 24 bits, which loses nothing.</summary>
    public static byte[] Encode(int pattern, int width, int height)
    {
        var stride = (width * 3 + 3) / 4 * 4;
        var file = new byte[HeaderLength + stride * height];
        WriteHeader(file, width, height);
        for (var y = 0; y < height; y++)
        {
            // Rows of a BMP go upwards, and its channels are blue, green, red.
            var row = file.AsSpan(HeaderLength + (height - 1 - y) * stride, width * 3);
            for (var x = 0; x < width; x++)
            {
                for (var channel = 0; channel < 3; channel++)
                    row[x * 3 + 2 - channel] = Sample((channel + pattern) % 3, x, y, width, height);
            }
        }

        return file;
    }

    private static byte Sample(int channel, int x, int y, int width, int height) => (byte)(channel switch
    {
        0 => 255 * x / (width - 1),
        1 => 255 * y / (height - 1),
        _ => 255 * ((x / Square + y / Square) % 2),
    });

    private static void WriteHeader(Span<byte> file, int width, int height)
    {
        "BM"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file[2..], file.Length);
        BinaryPrimitives.WriteInt32LittleEndian(file[10..], HeaderLength);
        BinaryPrimitives.WriteInt32LittleEndian(file[14..], InfoLength);
        BinaryPrimitives.WriteInt32LittleEndian(file[18..], width);
        BinaryPrimitives.WriteInt32LittleEndian(file[22..], height);
        BinaryPrimitives.WriteInt16LittleEndian(file[26..], 1);
        BinaryPrimitives.WriteInt16LittleEndian(file[28..], 24);
    }
}
