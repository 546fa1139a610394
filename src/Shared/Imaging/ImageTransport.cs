using MuBench.Json;
using MuBench.Responses;
using NetVips;

namespace MuBench.Imaging;

/// <summary>
/// Readies an image for a hosted model: its own bytes where the provider takes the format, so that nothing of it
/// changes; else an 8-bit PNG of the same pixels. 16-bit samples then keep their high byte, CMYK becomes RGB by
/// Pillow's formula, alpha stays.
/// </summary>
public static class ImageTransport
{
    /// <summary>Part of the model key: raise it when other bytes would be sent for the same image.</summary>
    public const int Version = 1;

    /// <summary>Checks an image and returns what to send of it.</summary>
    /// <param name="original">The encoded image.</param>
    /// <param name="originalSha256">SHA-256 of <paramref name="original"/>, lower-case hex.</param>
    /// <param name="acceptedCodecs">Members of <see cref="ImageCodecs"/> that the provider takes.</param>
    /// <exception cref="ImageException">The image cannot be used.</exception>
    public static (ReadOnlyMemory<byte> Bytes, string MediaType, SentImage Sent) Prepare(
        ReadOnlyMemory<byte> original, string originalSha256, IReadOnlySet<string> acceptedCodecs)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(originalSha256);
        ArgumentNullException.ThrowIfNull(acceptedCodecs);
        var header = ImageInspector.Inspect(original.Span);
        var several = ImagePages.HasMore(original.Span, header.Codec);
        if (acceptedCodecs.Contains(header.Codec))
            return (original, ImageCodecs.MediaType(header.Codec), Sent(header, originalSha256, original.Length) with { FirstOfSeveral = several });
        var png = ToPng(original, header);
        return (png, ImageCodecs.MediaType(ImageCodecs.Png), Sent(header with { Codec = ImageCodecs.Png }, Hashing.Sha256(png), png.Length) with { FirstOfSeveral = several });
    }

    private static SentImage Sent(ImageHeader header, string sha256, long bytes) =>
        new(sha256, header.Width, header.Height, header.Codec, bytes);

    private static byte[] ToPng(ReadOnlyMemory<byte> original, ImageHeader header)
    {
        try
        {
            if (header.Codec == ImageCodecs.Bmp)
                return FromRgb(original);
            using var image = VipsLoader.Load(original, header);
            if (image.Interpretation == Enums.Interpretation.Cmyk)
                return FromRgb(original);
            using var narrow = image.Format == Enums.BandFormat.Ushort ? VipsLoader.HighByte(image) : null;
            using var plain = (narrow ?? image).Copy(interpretation: image.Bands < 3 ? Enums.Interpretation.Bw : Enums.Interpretation.Srgb);
            return Encode(plain);
        }
        catch (VipsException exception)
        {
            throw VipsLoader.Undecodable(header, exception);
        }
    }

    private static byte[] FromRgb(ReadOnlyMemory<byte> original)
    {
        using var rgb = ImageDecoder.DecodeRgb(original);
        using var image = VipsLoader.Wrap(rgb);
        return Encode(image);
    }

    private static byte[] Encode(Image image) => image.PngsaveBuffer(compression: 6, keep: Enums.ForeignKeep.None, bitdepth: 8);
}
