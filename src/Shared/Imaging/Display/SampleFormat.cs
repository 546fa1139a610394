using MuBench.Imaging.Structure;

namespace MuBench.Imaging.Display;

/// <summary>The samples of an inspected image, as its header describes them.</summary>
/// <param name="Bits">Bits per sample; 8 where there are fewer.</param>
/// <param name="Fault">Why no model can be shown the image, as the end of a sentence that begins with "The image"; null where it can.</param>
public readonly record struct SampleFormat(int Bits, string? Fault)
{
    private const int PngDepthAt = 24;

    /// <summary>Whether the image is shown by a <see cref="DisplayRule"/>.</summary>
    public bool IsDeep => Bits > 8;

    /// <summary>Whether the beginning of an image is that of one that must be read whole to know what a dataset should know: its depth, its pages.</summary>
    /// <param name="start">The first bytes, at least 25 unless the image is shorter.</param>
    public static bool NeedsWholeImage(ReadOnlySpan<byte> start) =>
        TiffStructure.Matches(start) || GifStructure.Matches(start) || WebpStructure.Matches(start)
        || (PngStructure.Matches(start) && start.Length > PngDepthAt && start[PngDepthAt] == 16);

    /// <summary>Reads it.</summary>
    /// <exception cref="ImageException">The image is damaged.</exception>
    public static SampleFormat Of(ReadOnlySpan<byte> encoded, string codec) => codec switch
    {
        ImageCodecs.Png => new SampleFormat(Math.Max(encoded[PngDepthAt], (byte)8), null),
        ImageCodecs.Tiff => TiffSamples.Read(encoded).ToFormat(),
        _ => new SampleFormat(8, null),
    };

    /// <summary>Throws where the image cannot be shown.</summary>
    /// <exception cref="ImageException">It cannot.</exception>
    public void Require(ImageHeader header)
    {
        if (Fault is not null)
            throw new ImageException($"The {header.Codec.ToUpperInvariant()} image {Fault}.");
    }

    /// <summary>Throws where the image cannot be shown, or is deep and there is no rule for it.</summary>
    /// <exception cref="ImageException">It cannot.</exception>
    public void Require(ImageHeader header, DisplayRule? display)
    {
        Require(header);
        if (IsDeep && display is null)
        {
            throw new ImageException(
                $"The {header.Codec.ToUpperInvariant()} image has {Bits} bits per sample, and nothing says how they become the 8 that models see: the dataset was imported by a version that did not look. Import it again.");
        }
    }
}
