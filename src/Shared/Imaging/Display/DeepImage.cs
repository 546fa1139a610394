using NetVips;

namespace MuBench.Imaging.Display;

/// <summary>An image of more than 8 bits per sample, grey or RGB, converted to 8 bits. Alpha is dropped, as in 8-bit images.</summary>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="Channels">1 (grey) or 3 (RGB).</param>
/// <param name="Pixels">The 8-bit samples, interleaved.</param>
/// <param name="Windows">The range of samples that is shown: one for all channels, or one for each. Empty for <see cref="DisplayMethod.Authors"/>.</param>
public sealed record DeepImage(int Width, int Height, int Channels, byte[] Pixels, IReadOnlyList<SampleWindow> Windows)
{
    /// <summary>Whether the samples were floating-point, signed or 32-bit ones, whose range may be any.</summary>
    public bool IsWide { get; init; }

    /// <summary>Converts an opened image.</summary>
    /// <exception cref="ImageException">The rule has no range for the samples, or they have none.</exception>
    /// <exception cref="VipsException">The image cannot be decoded.</exception>
    public static DeepImage Of(Image image, DisplayRule rule) => image.Format == Enums.BandFormat.Ushort ? OfWords(image, rule) : WideImage.Of(image, rule);

    private static DeepImage OfWords(Image image, DisplayRule rule) => Read(image, (samples, bands, channels) =>
    {
        if (rule.Method == DisplayMethod.Authors)
            return new DeepImage(image.Width, image.Height, channels, Narrow(samples, bands, channels, [AuthorsTable(bands)]), []);
        var windows = SampleWindows.Of(rule, samples, bands, channels);
        return new DeepImage(image.Width, image.Height, channels, Narrow(samples, bands, channels, [.. windows.Select(window => window.Table())]), windows);
    });

    /// <summary>Counts the samples of an inspected image, without alpha: a histogram of 16-bit samples, only the range of others.</summary>
    /// <exception cref="ImageException">The image cannot be decoded.</exception>
    public static (SampleHistogram? Histogram, SampleWindow Range, int Channels) Count(ReadOnlyMemory<byte> encoded, ImageHeader header)
    {
        try
        {
            using var image = VipsLoader.Load(encoded, header);
            if (image.Format != Enums.BandFormat.Ushort)
            {
                var (range, bands) = WideImage.RangeOf(image);
                return (null, range, bands);
            }

            return Read(image, (samples, bands, channels) =>
            {
                var histogram = SampleHistogram.Of(samples, bands, 0, channels);
                return (histogram, new SampleWindow(histogram.Lowest, histogram.Highest), channels);
            });
        }
        catch (VipsException exception)
        {
            throw VipsLoader.Undecodable(header, exception);
        }
    }

    private delegate T Use<T>(ReadOnlySpan<ushort> samples, int bands, int channels);

    private static unsafe T Read<T>(Image image, Use<T> use)
    {
        var memory = image.WriteToMemory(out var size);
        try
        {
            return use(new ReadOnlySpan<ushort>((void*)memory, checked((int)(size / sizeof(ushort)))), image.Bands, image.Bands < 3 ? 1 : 3);
        }
        finally
        {
            NetVips.NetVips.Free(memory);
        }
    }

    // As Pillow: mode I;16 is clipped, modes with several bands keep the high byte.
    private static byte[] AuthorsTable(int bands)
    {
        var table = new byte[ushort.MaxValue + 1];
        for (var sample = 0; sample < table.Length; sample++)
            table[sample] = (byte)(bands == 1 ? Math.Min(sample, 255) : sample >> 8);
        return table;
    }

    private static byte[] Narrow(ReadOnlySpan<ushort> samples, int bands, int channels, byte[][] tables)
    {
        var pixels = new byte[checked(samples.Length / bands * channels)];
        for (int from = 0, to = 0; to < pixels.Length; from += bands, to += channels)
        {
            for (var channel = 0; channel < channels; channel++)
                pixels[to + channel] = tables[tables.Length == 1 ? 0 : channel][samples[from + channel]];
        }

        return pixels;
    }
}
