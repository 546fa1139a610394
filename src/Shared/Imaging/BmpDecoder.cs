using MuBench.Imaging.Structure;

namespace MuBench.Imaging;

/// <summary>Decodes uncompressed Windows bitmaps of 1, 4, 8, 24 and 32 bits, for which libvips needs a further library.</summary>
internal static class BmpDecoder
{
    /// <summary>Decodes a bitmap that passed inspection.</summary>
    public static RgbImage Decode(ReadOnlySpan<byte> bytes)
    {
        var layout = BmpStructure.Layout(bytes);
        if (layout.Compression != 0 || layout.Bits is not (1 or 4 or 8 or 24 or 32))
            throw new ImageException(
                $"The BMP image is compressed or of {layout.Bits} bits in a way that is not supported: convert it to PNG.");
        var palette = layout.Bits <= 8 ? Palette(bytes, layout) : default;
        var result = new RgbImage((int)layout.Width, (int)layout.Height);
        try
        {
            Fill(result, bytes, palette, layout);
            return result;
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }

    private static void Fill(RgbImage result, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> palette, BmpLayout layout)
    {
        for (var y = 0; y < result.Height; y++)
        {
            var row = layout.TopDown ? y : result.Height - 1 - y;
            var source = bytes.Slice((int)(layout.Offset + row * layout.Stride), (int)layout.Stride);
            var target = result.Pixels.Slice(y * result.Width * 3, result.Width * 3);
            if (layout.Bits <= 8)
                Indexed(source, palette, layout, target);
            else
                Direct(source, layout.Bits / 8, target);
        }
    }

    private static ReadOnlySpan<byte> Palette(ReadOnlySpan<byte> bytes, BmpLayout layout)
    {
        var start = 14 + (int)layout.Header;
        return layout.Offset > start
            ? bytes[start..(int)layout.Offset]
            : throw new ImageException("The BMP image is damaged: it is indexed but has no palette.");
    }

    private static void Indexed(ReadOnlySpan<byte> source, ReadOnlySpan<byte> palette, BmpLayout layout, Span<byte> target)
    {
        var entry = layout.Header == 12 ? 3 : 4;
        var mask = (1 << layout.Bits) - 1;
        for (var x = 0; x < target.Length / 3; x++)
        {
            var bit = x * layout.Bits;
            var index = (source[bit >> 3] >> (8 - layout.Bits - (bit & 7))) & mask;
            if ((index + 1) * entry > palette.Length)
                throw new ImageException($"The BMP image is damaged: a pixel has color {index}, which its palette lacks.");
            Color(palette[(index * entry)..], target[(x * 3)..]);
        }
    }

    private static void Direct(ReadOnlySpan<byte> source, int width, Span<byte> target)
    {
        for (int from = 0, to = 0; to < target.Length; from += width, to += 3)
            Color(source[from..], target[to..]);
    }

    private static void Color(ReadOnlySpan<byte> bgr, Span<byte> rgb) => (rgb[0], rgb[1], rgb[2]) = (bgr[2], bgr[1], bgr[0]);
}
