using MuBench.Imaging.Display;
using NetVips;

namespace MuBench.Imaging;

/// <summary>
/// Decodes an image as Pillow's <c>Image.open(...).convert("RGB")</c> does, because the reference implementations of
/// contrastive models use it. Alpha is dropped without blending, palettes are looked up, grey is replicated, CMYK is
/// converted by Pillow's formula. EXIF rotation and color profiles are ignored. The first page or frame is used. Of 16-bit
/// samples, colors keep the high byte and grey is clipped at 255, as in Pillow, unless a <see cref="DisplayRule"/> is given.
/// Floating-point, signed and 32-bit samples are clipped at 0 and 255, or converted by the rule.
/// </summary>
public static class ImageDecoder
{
    /// <summary>Checks and decodes an image.</summary>
    /// <exception cref="ImageException">The image cannot be used.</exception>
    public static RgbImage DecodeRgb(ReadOnlyMemory<byte> encoded, long maxPixels = ImageInspector.DefaultMaxPixels) =>
        Decode(encoded, ImageInspector.Inspect(encoded.Span, maxPixels), DisplayRule.Authors, out _);

    /// <summary>As <see cref="DecodeRgb(ReadOnlyMemory{byte}, long)"/>, but a rule converts 16-bit samples.</summary>
    /// <param name="encoded">The encoded image.</param>
    /// <param name="display">The rule; null if there is none, which is valid for 8-bit images only.</param>
    /// <param name="shown">How the image was changed.</param>
    /// <exception cref="ImageException">The image cannot be used.</exception>
    public static RgbImage DecodeRgb(ReadOnlyMemory<byte> encoded, DisplayRule? display, out DisplayedImage shown)
    {
        var header = ImageInspector.Inspect(encoded.Span);
        SampleFormat.Of(encoded.Span, header.Codec).Require(header, display);
        var picture = Decode(encoded, header, display ?? DisplayRule.Authors, out shown);
        shown = shown with { FirstOfSeveral = ImagePages.HasMore(encoded.Span, header.Codec) };
        return picture;
    }

    private static RgbImage Decode(ReadOnlyMemory<byte> encoded, ImageHeader header, DisplayRule rule, out DisplayedImage shown)
    {
        shown = DisplayedImage.AsDecoded;
        if (header.Codec == ImageCodecs.Bmp)
            return BmpDecoder.Decode(encoded.Span);
        try
        {
            using var image = VipsLoader.Load(encoded, header);
            if (image.Format == Enums.BandFormat.Uchar)
                return ToRgb(image);
            var deep = DeepImage.Of(image, rule);
            shown = DisplayedImage.FromRule(rule, deep);
            var result = new RgbImage(deep.Width, deep.Height);
            Interleave(deep.Pixels, deep.Channels, cmyk: false, result.Pixels);
            return result;
        }
        catch (VipsException exception)
        {
            throw VipsLoader.Undecodable(header, exception);
        }
    }

    private static RgbImage ToRgb(Image image)
    {
        var result = new RgbImage(image.Width, image.Height);
        var memory = IntPtr.Zero;
        try
        {
            if (image.Bands == 3)
            {
                // Straight into the pooled memory: memory of libvips would be allocated and cleared for each image, and copied.
                using var target = Image.NewFromMemory<byte>(result.Memory[..result.Pixels.Length], image.Width, image.Height, 3, Enums.BandFormat.Uchar);
                image.Write(target);
                return result;
            }

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
