using System.Buffers.Binary;
using MuBench.Imaging;
using MuBench.TestUtils;

namespace MuBench.Bench;

/// <summary>Pictures of the benchmark's usual size: real ones if available, otherwise drawn ones that compress similarly.</summary>
internal static class DrawnImages
{
    private const int Header = 54;

    /// <summary>PNG files and their origin.</summary>
    public static (IReadOnlyList<byte[]> Pngs, string Origin) Usual() => TestData.TryFind("ubench-rows") is { } folder
        ? ([.. Directory.GetFiles(folder, "*.png").Order(StringComparer.Ordinal).Select(File.ReadAllBytes)], "blood smears of the benchmark")
        : ([.. Enumerable.Range(0, 10).Select(seed => Png(seed))], "drawn pictures");

    /// <summary>PNG and JPEG files of about 1 MB.</summary>
    public static IReadOnlyList<(string Name, IReadOnlyList<byte[]> Files)> OfOneMegabyte()
    {
        byte[][] pngs = [.. Enumerable.Range(0, 4).Select(seed => Png(seed, 720, 720))], wide = [.. Enumerable.Range(0, 4).Select(seed => Png(seed, 2200, 2200))];
        return [("PNGs", pngs), ("JPEGs", [.. wide.Select(Jpeg)])];
    }


    /// <summary>Draws a picture: soft blobs on a background, with the noise of a camera.</summary>
    public static byte[] Png(int seed, int width = 360, int height = 363)
    {
        var stride = (width * 3 + 3) / 4 * 4;
        var bmp = new byte[Header + stride * height];
        (bmp[0], bmp[1], bmp[10], bmp[14], bmp[26], bmp[28]) = ((byte)'B', (byte)'M', Header, 40, 1, 24);
        BinaryPrimitives.WriteInt32LittleEndian(bmp.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(bmp.AsSpan(22), height);
        var state = (uint)seed * 2_654_435_761u + 1;
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width * 3; x++)
            {
                var blob = 60 * Math.Sin((x / 3 + seed * 17) / 31.0) * Math.Cos((y - seed * 11) / 27.0);
                state = (state * 1_664_525u) + 1_013_904_223u;
                bmp[Header + y * stride + x] = (byte)(150 + blob + 20 * (x % 3) + (state >> 30));
            }
        }

        return ImageTransport.Prepare(bmp, new string('0', 64), new HashSet<string> { ImageCodecs.Png }).Bytes.ToArray();
    }

    private static byte[] Jpeg(byte[] png)
    {
        using var image = NetVips.Image.PngloadBuffer(png);
        return image.JpegsaveBuffer(q: 97);
    }
}
