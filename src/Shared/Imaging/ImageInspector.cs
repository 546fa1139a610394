using System.Text;
using MuBench.Imaging.Structure;

namespace MuBench.Imaging;

/// <summary>
/// Reads an image's format and size from its bytes and checks that the file is complete, without decoding it. It runs once
/// per image of a run. So a broken image fails only its own questions and costs no paid call, and a decompression bomb
/// costs no memory.
/// </summary>
public static class ImageInspector
{
    /// <summary>Maximum number of pixels of an accepted image.</summary>
    /// <value>100 million: large enough for the overview of a whole slide, small enough to stop a decompression bomb.</value>
    public const long DefaultMaxPixels = 100_000_000;

    /// <summary>Maximum number of pixels of either side: the maximum of JPEG.</summary>
    /// <value>65,535. A very long image is expensive even with few pixels: each row has a cost, and so has resizing it to a model's square.</value>
    public const int MaxSide = 65_535;

    /// <summary>Checks the structure of an encoded image and returns its header.</summary>
    /// <exception cref="ImageException">The image is truncated, damaged, empty, of an unknown format, or over the limit.</exception>
    public static ImageHeader Inspect(ReadOnlySpan<byte> encoded, long maxPixels = DefaultMaxPixels)
    {
        var (codec, width, height) = Walk(encoded);
        if (width <= 0 || height <= 0)
            throw new ImageException($"The {Display(codec)} image has no pixels: it says {width} x {height}.");
        if (width > MaxSide || height > MaxSide)
            throw new ImageException($"The {Display(codec)} image is too large: {width} x {height} is over the limit of {MaxSide:N0} pixels to a side.");
        if (width * height > maxPixels)
            throw new ImageException(
                $"The {Display(codec)} image is too large: {width} x {height} is over the limit of {maxPixels:N0} pixels.");
        return new ImageHeader(codec, (int)width, (int)height);
    }

    private static (string Codec, long Width, long Height) Walk(ReadOnlySpan<byte> encoded)
    {
        if (PngStructure.Matches(encoded))
            return With(ImageCodecs.Png, PngStructure.Walk(encoded));
        if (JpegStructure.Matches(encoded))
            return With(ImageCodecs.Jpeg, JpegStructure.Walk(encoded));
        if (GifStructure.Matches(encoded))
            return With(ImageCodecs.Gif, GifStructure.Walk(encoded));
        if (WebpStructure.Matches(encoded))
            return With(ImageCodecs.Webp, WebpStructure.Walk(encoded));
        if (TiffStructure.Matches(encoded))
            return With(ImageCodecs.Tiff, TiffStructure.Walk(encoded));
        if (BmpStructure.Matches(encoded))
            return With(ImageCodecs.Bmp, BmpStructure.Walk(encoded));
        throw new ImageException(Unknown(encoded));
    }

    private static (string Codec, long Width, long Height) With(string codec, (long Width, long Height) size) =>
        (codec, size.Width, size.Height);

    private static string Unknown(ReadOnlySpan<byte> encoded)
    {
        if (encoded.IsEmpty)
            return "The image is empty: 0 bytes.";
        var start = new StringBuilder();
        foreach (var value in encoded[..Math.Min(8, encoded.Length)])
            start.Append(start.Length == 0 ? "" : " ").Append(value.ToString("x2"));
        return $"The bytes are no PNG, JPEG, GIF, WebP, TIFF or BMP image, or are cut off: {encoded.Length} bytes that begin with {start}.";
    }

    private static string Display(string codec) => codec == ImageCodecs.Webp ? "WebP" : codec.ToUpperInvariant();
}
