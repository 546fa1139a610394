using MuBench.Imaging.Display;
using MuBench.Json;
using NetVips;

namespace MuBench.Imaging;

/// <summary>
/// Prepares an image for a hosted model. The original bytes are sent if the provider accepts the format and the image has
/// one page of 8-bit samples. Otherwise an 8-bit PNG is sent: a <see cref="DisplayRule"/> converts 16-bit samples and drops
/// their alpha, only the first page or frame is used, CMYK becomes RGB by Pillow's formula, and 8-bit alpha is kept.
/// </summary>
/// <remarks>A change that sends other bytes for the same image must raise the image version of the model key.</remarks>
public static class ImageTransport
{
    /// <summary>Checks an image and returns the bytes to send.</summary>
    /// <param name="original">The encoded image.</param>
    /// <param name="originalSha256">SHA-256 of <paramref name="original"/>, lower-case hex.</param>
    /// <param name="acceptedCodecs">The members of <see cref="ImageCodecs"/> that the provider accepts.</param>
    /// <param name="display">The rule for 16-bit samples; null if there is none, which is valid for 8-bit images only.</param>
    /// <exception cref="ImageException">The image cannot be used.</exception>
    public static (ReadOnlyMemory<byte> Bytes, string MediaType, SentImage Sent) Prepare(
        ReadOnlyMemory<byte> original, string originalSha256, IReadOnlySet<string> acceptedCodecs, DisplayRule? display = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(originalSha256);
        ArgumentNullException.ThrowIfNull(acceptedCodecs);
        var header = ImageInspector.Inspect(original.Span);
        var format = SampleFormat.Of(original.Span, header.Codec);
        format.Require(header, display);
        var several = ImagePages.HasMore(original.Span, header.Codec);
        if (!format.IsDeep && !several && acceptedCodecs.Contains(header.Codec))
            return (original, ImageCodecs.MediaType(header.Codec), new SentImage(originalSha256, header.Width, header.Height, header.Codec, original.Length));
        var (png, shown) = ToPng(original, header, display ?? DisplayRule.Authors);
        var sent = new SentImage(Hashing.Sha256(png), header.Width, header.Height, ImageCodecs.Png, png.Length).Showing(shown with { FirstOfSeveral = several });
        return (png, ImageCodecs.MediaType(ImageCodecs.Png), sent);
    }

    private static (byte[] Png, DisplayedImage Shown) ToPng(ReadOnlyMemory<byte> original, ImageHeader header, DisplayRule rule)
    {
        try
        {
            if (header.Codec == ImageCodecs.Bmp)
                return (FromRgb(original), DisplayedImage.AsDecoded);
            using var image = VipsLoader.Load(original, header);
            if (image.Format != Enums.BandFormat.Uchar)
                return FromDeep(DeepImage.Of(image, rule), rule);
            if (image.Interpretation == Enums.Interpretation.Cmyk)
                return (FromRgb(original), DisplayedImage.AsDecoded);
            using var plain = image.Copy(interpretation: image.Bands < 3 ? Enums.Interpretation.Bw : Enums.Interpretation.Srgb);
            return (Encode(plain), DisplayedImage.AsDecoded);
        }
        catch (VipsException exception)
        {
            throw VipsLoader.Undecodable(header, exception);
        }
    }

    private static (byte[] Png, DisplayedImage Shown) FromDeep(DeepImage picture, DisplayRule rule)
    {
        using var image = Image.NewFromMemory<byte>(picture.Pixels.AsMemory(), picture.Width, picture.Height, picture.Channels, Enums.BandFormat.Uchar);
        using var plain = image.Copy(interpretation: picture.Channels == 1 ? Enums.Interpretation.Bw : Enums.Interpretation.Srgb);
        return (Encode(plain), DisplayedImage.FromRule(rule, picture));
    }

    private static byte[] FromRgb(ReadOnlyMemory<byte> original)
    {
        using var rgb = ImageDecoder.DecodeRgb(original);
        using var image = VipsLoader.Wrap(rgb);
        return Encode(image);
    }

    private static byte[] Encode(Image image) => image.PngsaveBuffer(compression: 6, keep: Enums.ForeignKeep.None, bitdepth: 8);
}
