using NetVips;

namespace MuBench.Imaging;

/// <summary>Makes small pictures for the eye of a reader; nothing that is measured goes through here.</summary>
internal static class Thumbnail
{
    // Enough to tell tissue from a blood smear; artefacts of the encoding stay unseen at this size.
    private const int Quality = 55;

    /// <summary>A WebP file of the image, scaled down so that neither side is longer than <paramref name="side"/> pixels; never up.</summary>
    /// <exception cref="ImageException">The image cannot be decoded.</exception>
    public static byte[] WebP(ReadOnlyMemory<byte> encoded, int side)
    {
        using var rgb = ImageDecoder.DecodeRgb(encoded);
        using var image = VipsLoader.Wrap(rgb);
        using var small = image.ThumbnailImage(side, height: side, size: Enums.Size.Down);
        return small.WebpsaveBuffer(q: Quality, effort: 4, keep: Enums.ForeignKeep.None);
    }
}
