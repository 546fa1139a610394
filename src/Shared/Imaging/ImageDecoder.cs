using NetVips;

namespace MuBench.Imaging;

/// <summary>
/// Decodes an image to what Pillow's <c>Image.open(...).convert("RGB")</c> gives, which is what the reference
/// implementations of contrastive models see: alpha dropped without blending, palettes looked up, grey replicated,
/// CMYK by Pillow's formula, no rotation by EXIF, no color profile, the first page or frame. 16 bits: the high byte of
/// color samples, but grey clipped at 255, as Pillow does. Floating-point and 32-bit samples are refused.
/// </summary>
public static class ImageDecoder
{
    /// <summary>Checks and decodes an image.</summary>
    /// <exception cref="ImageException">The image cannot be used.</exception>
    public static RgbImage DecodeRgb(ReadOnlyMemory<byte> encoded, long maxPixels = ImageInspector.DefaultMaxPixels) =>
        Decode(encoded, ImageInspector.Inspect(encoded.Span, maxPixels));

    /// <summary>As <see cref="DecodeRgb(ReadOnlyMemory{byte}, long)"/>, and tells whether there are more pages or frames than the one decoded.</summary>
    internal static RgbImage DecodeRgb(ReadOnlyMemory<byte> encoded, out bool firstOfSeveral)
    {
        var header = ImageInspector.Inspect(encoded.Span);
        firstOfSeveral = ImagePages.HasMore(encoded.Span, header.Codec);
        return Decode(encoded, header);
    }

    private static RgbImage Decode(ReadOnlyMemory<byte> encoded, ImageHeader header)
    {
        if (header.Codec == ImageCodecs.Bmp)
            return BmpDecoder.Decode(encoded.Span);
        try
        {
            using var image = VipsLoader.Load(encoded, header);
            using var bytes = image.Format == Enums.BandFormat.Ushort ? Narrow16(image) : null;
            return ToRgb(bytes ?? image);
        }
        catch (VipsException exception)
        {
            throw VipsLoader.Undecodable(header, exception);
        }
    }

    // Pillow: modes I;16 (grey) clip, RGB;16 and LA;16 take the high byte.
    private static Image Narrow16(Image image) =>
        image.Bands == 1 ? image.Cast(Enums.BandFormat.Uchar) : VipsLoader.HighByte(image);

    private static RgbImage ToRgb(Image image)
    {
        var result = new RgbImage(image.Width, image.Height);
        var memory = IntPtr.Zero;
        try
        {
            memory = image.WriteToMemory(out var size);
            Interleave(View(memory, checked((int)size)), image.Bands, image.Interpretation == Enums.Interpretation.Cmyk, result.Pixels);
            return result;
        }
        catch
        {
            result.Dispose();
            throw;
        }
        finally
        {
            NetVips.NetVips.Free(memory);
        }
    }

    private static unsafe ReadOnlySpan<byte> View(IntPtr memory, int size) => new((void*)memory, size);

    private static void Interleave(ReadOnlySpan<byte> source, int bands, bool cmyk, Span<byte> rgb)
    {
        if (bands == 3)
            source.CopyTo(rgb);
        else if (bands < 3)
            Replicate(source, bands, rgb);
        else if (cmyk)
            FromCmyk(source, bands, rgb);
        else
            DropAlpha(source, bands, rgb);
    }

    private static void Replicate(ReadOnlySpan<byte> source, int bands, Span<byte> rgb)
    {
        for (int from = 0, to = 0; to < rgb.Length; from += bands, to += 3)
            rgb[to] = rgb[to + 1] = rgb[to + 2] = source[from];
    }

    private static void DropAlpha(ReadOnlySpan<byte> source, int bands, Span<byte> rgb)
    {
        for (int from = 0, to = 0; to < rgb.Length; from += bands, to += 3)
            (rgb[to], rgb[to + 1], rgb[to + 2]) = (source[from], source[from + 1], source[from + 2]);
    }

    private static void FromCmyk(ReadOnlySpan<byte> source, int bands, Span<byte> rgb)
    {
        for (int from = 0, to = 0; to < rgb.Length; from += bands, to += 3)
        {
            var light = 255 - source[from + 3];
            for (var channel = 0; channel < 3; channel++)
            {
                // Pillow's MULDIV255: ink * light / 255, rounded.
                var product = source[from + channel] * light + 128;
                rgb[to + channel] = (byte)(light - (((product >> 8) + product) >> 8));
            }
        }
    }
}
