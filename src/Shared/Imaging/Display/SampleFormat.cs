using MuBench.Imaging.Structure;

namespace MuBench.Imaging.Display;

/// <summary>The samples of an inspected image, as its header describes them.</summary>
/// <param name="Bits">Bits per sample, at least 8: images of fewer bits have 8.</param>
/// <param name="Fault">Why the image cannot be shown to a model, as the end of a sentence that begins with "The image"; null if it can.</param>
public readonly record struct SampleFormat(int Bits, string? Fault)
{
    private const int PngDepthAt = 24;

    /// <summary>Whether a <see cref="DisplayRule"/> converts the image.</summary>
    public bool IsDeep => Bits > 8;

    /// <summary>
    /// Whether an image must be read as a whole to find its bit depth and its number of pages, judged by its first bytes.
    /// </summary>
    /// <param name="start">The first bytes: at least 25, or the whole image if it is shorter.</param>
    public static bool NeedsWholeImage(ReadOnlySpan<byte> start) =>
        TiffStructure.Matches(start) || GifStructure.Matches(start) || WebpStructure.Matches(start)
        || (PngStructure.Matches(start) && start.Length > PngDepthAt && start[PngDepthAt] == 16);

    /// <summary>Reads the sample format from the header.</summary>
    /// <exception cref="ImageException">The image is damaged.</exception>
    public static SampleFormat Of(ReadOnlySpan<byte> encoded, string codec) => codec switch
    {
        ImageCodecs.Png => new SampleFormat(Math.Max(encoded[PngDepthAt], (byte)8), null),
        ImageCodecs.Tiff => TiffSamples.Read(encoded).ToFormat(),
        _ => new SampleFormat(8, null),
    };

    /// <summary>Throws if the image cannot be shown.</summary>
    /// <exception cref="ImageException">The image cannot be shown.</exception>
    public void Require(ImageHeader header)
    {
        if (Fault is not null)
            throw new ImageException($"The {header.Codec.ToUpperInvariant()} image {Fault}.");
    }

    /// <summary>Throws if the image cannot be shown, or has more than 8 bits and there is no rule for it.</summary>
    /// <exception cref="ImageException">The image cannot be shown.</exception>
    public void Require(ImageHeader header, DisplayRule? display)
    {
        Require(header);
        if (IsDeep && display is null)
        {
            throw new ImageException(
                $"The {header.Codec.ToUpperInvariant()} image has {Bits} bits per sample, and the dataset does not say how models are shown them in 8 bits: an earlier version imported it. Import it again.");
        }
    }
}
