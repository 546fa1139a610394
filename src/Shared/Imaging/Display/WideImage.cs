using NetVips;

namespace MuBench.Imaging.Display;

/// <summary>Converts images of floating-point, signed or 32-bit samples to 8 bits. All are read as 64-bit floats.</summary>
internal static class WideImage
{
    /// <summary>Converts an opened image.</summary>
    /// <exception cref="ImageException">The rule has no range for such samples, or no sample is finite.</exception>
    /// <exception cref="VipsException">The image cannot be decoded.</exception>
    public static DeepImage Of(Image image, DisplayRule rule) => Read(image, (samples, bands, channels) =>
    {
        if (rule is { Method: DisplayMethod.Full, High: 0 })
            throw new ImageException("The TIFF image has floating-point, signed or 32-bit samples, for which display 'full' has no range: use 'percentile' or 'minmax', or state one as 'full LOW-HIGH'.");
        if (rule.Method == DisplayMethod.Authors)
            return new DeepImage(image.Width, image.Height, channels, Authors(samples, bands, channels, image.Format), []);
        var windows = WindowsOf(rule, samples, bands, channels);
        return new DeepImage(image.Width, image.Height, channels, Narrow(samples, bands, channels, windows), windows) { IsWide = true };
    });

    /// <summary>The range of the finite samples of an opened image, without alpha.</summary>
    /// <exception cref="ImageException">No sample is finite.</exception>
    /// <exception cref="VipsException">The image cannot be decoded.</exception>
    public static (SampleWindow Range, int Channels) RangeOf(Image image) => Read(image, (samples, bands, channels) =>
    {
        var finite = Finite(samples, bands, 0, channels);
        return (new SampleWindow(finite.Min(), finite.Max()), channels);
    });

    private delegate T Use<T>(ReadOnlySpan<double> samples, int bands, int channels);

    private static unsafe T Read<T>(Image image, Use<T> use)
    {
        using var wide = image.Cast(Enums.BandFormat.Double);
        var memory = wide.WriteToMemory(out var size);
        try
        {
            return use(new ReadOnlySpan<double>((void*)memory, checked((int)(size / sizeof(double)))), wide.Bands, wide.Bands < 3 ? 1 : 3);
        }
        finally
        {
            NetVips.NetVips.Free(memory);
        }
    }

    /// <summary>As Pillow, which cuts such samples off at 0 and 255 and drops fractions. It reads unsigned 32-bit samples as signed ones.</summary>
    private static byte[] Authors(ReadOnlySpan<double> samples, int bands, int channels, Enums.BandFormat format)
    {
        if (channels != 1)
            throw new ImageException("The TIFF image has colours of floating-point, signed or 32-bit samples, which the authors' loader cannot read: choose another display than 'authors'.");
        var pixels = new byte[samples.Length / bands];
        for (var pixel = 0; pixel < pixels.Length; pixel++)
        {
            var sample = samples[pixel * bands];
            if (format == Enums.BandFormat.Uint)
                sample = unchecked((int)(uint)sample);
            pixels[pixel] = double.IsNaN(sample) ? (byte)0 : (byte)Math.Clamp(sample, 0, 255);
        }

        return pixels;
    }

    private static SampleWindow[] WindowsOf(DisplayRule rule, ReadOnlySpan<double> samples, int bands, int channels)
    {
        if (rule.Method == DisplayMethod.Full)
            return [new SampleWindow(rule.Low, rule.High)];
        if (!rule.ByChannel)
            return [WindowOf(rule, Finite(samples, bands, 0, channels))];
        var windows = new SampleWindow[channels];
        for (var channel = 0; channel < channels; channel++)
            windows[channel] = WindowOf(rule, Finite(samples, bands, channel, 1));
        return windows;
    }

    private static SampleWindow WindowOf(DisplayRule rule, double[] finite)
    {
        Array.Sort(finite);
        var window = rule.Method == DisplayMethod.Percentile ? new SampleWindow(Percentile(finite, rule.Low), Percentile(finite, rule.High)) : default;
        return window.High > window.Low ? window : new SampleWindow(finite[0], finite[^1]);
    }

    /// <summary>As NumPy computes it by default, with linear interpolation between ranks.</summary>
    private static double Percentile(double[] sorted, double percent)
    {
        var rank = percent / 100 * (sorted.Length - 1);
        var below = (int)Math.Floor(rank);
        var (low, high) = (sorted[below], sorted[Math.Min(below + 1, sorted.Length - 1)]);
        return low + (high - low) * (rank - below);
    }

    private static double[] Finite(ReadOnlySpan<double> samples, int bands, int first, int count)
    {
        var finite = new double[samples.Length / bands * count];
        var length = 0;
        for (var pixel = first; pixel < samples.Length; pixel += bands)
        {
            foreach (var sample in samples.Slice(pixel, count))
            {
                if (double.IsFinite(sample))
                    finite[length++] = sample;
            }
        }

        Array.Resize(ref finite, length); // copies only if a sample was left out
        return length > 0 ? finite : throw new ImageException("The TIFF image has no finite sample: every one is infinite or not a number.");
    }

    private static byte[] Narrow(ReadOnlySpan<double> samples, int bands, int channels, SampleWindow[] windows)
    {
        var pixels = new byte[checked(samples.Length / bands * channels)];
        for (int from = 0, to = 0; to < pixels.Length; from += bands, to += channels)
        {
            for (var channel = 0; channel < channels; channel++)
                pixels[to + channel] = windows[windows.Length == 1 ? 0 : channel].Shown(samples[from + channel]);
        }

        return pixels;
    }
}
