using MuBench.Imaging.Structure;

namespace MuBench.Imaging.Display;

/// <summary>The sample format of a TIFF's first page, by its tags (TIFF 6.0, sections 8 and 18 to 20).</summary>
internal readonly record struct TiffSamples
{
    private const ushort BitsPerSample = 258, Photometric = 262, SamplesPerPixel = 277, ExtraSamples = 338, SampleFormatTag = 339;
    private const int White = 0, Black = 1, Rgb = 2, Inks = 5;
    private const int Unsigned = 1, Signed = 2, Float = 3;
    private const int AssociatedAlpha = 1, UnassociatedAlpha = 2;

    public TiffSamples()
    {
    }

    private int Bits { get; init; } = 1;

    private int Channels { get; init; } = 1;

    private int Colors { get; init; }

    private int Kind { get; init; } = Unsigned;

    // The meaning of the first channel beyond the colours; null if the file does not say.
    private int? Extra { get; init; }

    // Samples that need no more than 16 unsigned bits have tables and histograms; others have not.
    private bool IsWide => Kind != Unsigned || Bits > 16;

    private bool IsGrey => Colors is White or Black;

    private bool HasAlpha => Extra is AssociatedAlpha or UnassociatedAlpha;

    /// <summary>Reads the tags.</summary>
    /// <exception cref="ImageException">The directory is incomplete.</exception>
    public static TiffSamples Read(ReadOnlySpan<byte> encoded)
    {
        var reader = new StructureReader(encoded, "TIFF", littleEndian: encoded[0] == 'I');
        var directory = TiffDirectory.First(reader);
        var samples = new TiffSamples();
        for (var i = 0L; i < directory.Count; i++)
        {
            var field = directory.Field(reader, i);
            if (field.Count == 0)
                continue;
            samples = field.Tag switch
            {
                BitsPerSample => samples with { Bits = First(field, reader) },
                Photometric => samples with { Colors = First(field, reader) },
                SamplesPerPixel => samples with { Channels = First(field, reader) },
                ExtraSamples => samples with { Extra = First(field, reader) },
                SampleFormatTag => samples with { Kind = First(field, reader) },
                _ => samples,
            };
        }

        return samples;
    }

    /// <summary>Converts the tags to a sample format.</summary>
    public SampleFormat ToFormat() => new(Math.Max(Bits, 8), Fault());

    private string? Fault() => this switch
    {
        { Kind: Float, Bits: not 32 } => $"has floating-point samples of {Bits} bits: export it with 32",
        { Kind: Signed, Bits: not (16 or 32) } => $"has signed samples ({Bits} bits): export it with 8 or 16 unsigned bits per sample, or 16 signed ones",
        { Kind: not (Unsigned or Signed or Float) } => "has complex or undefined samples: export it with 8 or 16 unsigned bits per sample",
        { Colors: Inks, Bits: > 8 } => $"has inks (CMYK) of {Bits} bits: export it as RGB, or with 8 bits per sample",
        { Kind: Unsigned, Bits: > 16 and not 32 } => $"has {Bits} bits per sample: export it with 8, 16 or 32",
        { IsWide: true, Colors: White } => "has inverted samples (0 is white) that are floating-point, signed or of 32 bits: export it with 0 as black",
        { IsWide: false, Bits: not (1 or 2 or 4 or 8 or 16) } => $"has packed samples of {Bits} bits: export it with 16 bits per sample, with the same values",
        { IsGrey: true, Channels: > 2 } or { IsGrey: true, Channels: 2, HasAlpha: false } =>
            $"has {Channels} channels that are no colours, and MuBench does not choose among them: export one of them as grey, up to three as RGB, or each as an image of one item ('images')",
        { Colors: Rgb, Channels: > 4 } or { Colors: Inks, Channels: > 5 } or { Channels: > 5 } =>
            $"has {Channels} channels: export it as grey, RGB or CMYK, with or without alpha, or each channel as an image of one item ('images')",
        _ => null,
    };

    private static int First(TiffField field, StructureReader reader) => (int)Math.Min(field.Value(reader, 0), int.MaxValue);
}
