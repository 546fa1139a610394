using MuBench.Imaging.Display;
using NetVips;

namespace MuBench.Imaging;

/// <summary>Makes small pictures for readers, from the same bytes that a hosted model receives.</summary>
public static class Thumbnail
{
    // Good enough to recognise the kind of tissue; artefacts of the encoding are not visible at this size.
    private const int Quality = 55;

    // The formats that the usual providers accept. For other formats, the thumbnail is made from a PNG of the same pixels.
    private static readonly HashSet<string> Usual = [ImageCodecs.Png, ImageCodecs.Jpeg, ImageCodecs.Webp, ImageCodecs.Gif];

    /// <summary>
    /// A WebP file of the image, scaled down so that neither side exceeds <paramref name="side"/> pixels; never scaled up.
    /// </summary>
    /// <inheritdoc cref="Of"/>
    public static byte[] WebP(ReadOnlyMemory<byte> encoded, string sha256, int side, DisplayRule? display = null) => Of(encoded, sha256, side, display).WebP;

    /// <summary>The image at full size, in a format that browsers show, with its media type. The bytes may be those that were given.</summary>
    /// <param name="encoded">The encoded image.</param>
    /// <param name="sha256">Its SHA-256.</param>
    /// <param name="display">The run's rule for 16-bit samples.</param>
    /// <exception cref="ImageException">The image cannot be decoded.</exception>
    public static (ReadOnlyMemory<byte> Bytes, string MediaType) FullSize(ReadOnlyMemory<byte> encoded, string sha256, DisplayRule? display = null)
    {
        var (full, mediaType, _) = ImageTransport.Prepare(encoded, sha256, Usual, display);
        return (full, mediaType);
    }

    /// <summary>The thumbnail with the image's own size and its bytes at full size.</summary>
    /// <param name="encoded">The encoded image.</param>
    /// <param name="sha256">Its SHA-256.</param>
    /// <param name="side">Maximum side of the thumbnail in pixels.</param>
    /// <param name="display">The run's rule for 16-bit samples.</param>
    /// <exception cref="ImageException">The image cannot be decoded.</exception>
    public static ThumbnailImage Of(ReadOnlyMemory<byte> encoded, string sha256, int side, DisplayRule? display = null)
    {
        var (full, mediaType, _) = ImageTransport.Prepare(encoded, sha256, Usual, display);
        using var rgb = ImageDecoder.DecodeRgb(full);
        try
        {
            using var image = VipsLoader.Wrap(rgb);
            using var small = image.ThumbnailImage(side, height: side, size: Enums.Size.Down);
            return new ThumbnailImage(small.WebpsaveBuffer(q: Quality, effort: 4, keep: Enums.ForeignKeep.None), rgb.Width, rgb.Height, full, mediaType);
        }
        catch (VipsException exception)
        {
            throw new ImageException($"No thumbnail can be made of the image of {rgb.Width} x {rgb.Height} pixels: {VipsLoader.Reason(exception)}", exception);
        }
    }
}
