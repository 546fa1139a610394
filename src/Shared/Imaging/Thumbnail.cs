using MuBench.Imaging.Display;
using NetVips;

namespace MuBench.Imaging;

/// <summary>Makes small pictures for the eye of a reader, of the very bytes that a hosted model is sent.</summary>
public static class Thumbnail
{
    // Enough to tell tissue from a blood smear; artefacts of the encoding stay unseen at this size.
    private const int Quality = 55;

    // What the usual providers take as it is. Others are sent a PNG of the same pixels.
    private static readonly HashSet<string> Usual = [ImageCodecs.Png, ImageCodecs.Jpeg, ImageCodecs.Webp, ImageCodecs.Gif];

    /// <summary>A WebP file of the image, scaled down so that neither side is longer than <paramref name="side"/> pixels; never up.</summary>
    /// <param name="encoded">The encoded image.</param>
    /// <param name="sha256">Its SHA-256.</param>
    /// <param name="side">The longest side in pixels.</param>
    /// <param name="display">How 16-bit samples are shown in the run.</param>
    /// <exception cref="ImageException">The image cannot be decoded.</exception>
    public static byte[] WebP(ReadOnlyMemory<byte> encoded, string sha256, int side, DisplayRule? display = null)
    {
        using var rgb = ImageDecoder.DecodeRgb(ImageTransport.Prepare(encoded, sha256, Usual, display).Bytes);
        try
        {
            using var image = VipsLoader.Wrap(rgb);
            using var small = image.ThumbnailImage(side, height: side, size: Enums.Size.Down);
            return small.WebpsaveBuffer(q: Quality, effort: 4, keep: Enums.ForeignKeep.None);
        }
        catch (VipsException exception)
        {
            throw new ImageException($"No thumbnail can be made of the image of {rgb.Width} x {rgb.Height} pixels: {VipsLoader.Reason(exception)}", exception);
        }
    }
}
