namespace MuBench.Imaging.Display;

/// <summary>Computes the range of samples that a rule shows of an image.</summary>
internal static class SampleWindows
{
    /// <summary>The ranges: one per channel if the rule is by channel, otherwise one for all.</summary>
    /// <param name="rule">The rule. Not <see cref="DisplayMethod.Authors"/>, which has no range.</param>
    /// <param name="samples">Samples of all bands, interleaved.</param>
    /// <param name="bands">Number of bands.</param>
    /// <param name="channels">Number of grey or colour bands; they come first. Alpha does not affect the range.</param>
    public static IReadOnlyList<SampleWindow> Of(DisplayRule rule, ReadOnlySpan<ushort> samples, int bands, int channels)
    {
        if (rule.Method == DisplayMethod.Full)
            return [rule.High == 0 ? SampleWindow.Whole : new SampleWindow(rule.Low, rule.High)];
        if (!rule.ByChannel)
            return [Of(rule, SampleHistogram.Of(samples, bands, 0, channels))];
        var windows = new SampleWindow[channels];
        for (var channel = 0; channel < channels; channel++)
            windows[channel] = Of(rule, SampleHistogram.Of(samples, bands, channel, 1));
        return windows;
    }

    private static SampleWindow Of(DisplayRule rule, SampleHistogram histogram)
    {
        if (rule.Method == DisplayMethod.Percentile
            && new SampleWindow(histogram.Percentile(rule.Low), histogram.Percentile(rule.High)) is var window && window.High > window.Low)
        {
            return window;
        }

        // If both percentiles are equal, as with few bright spots on an even ground, the whole range is shown so that the spots
        // are visible.
        var (lowest, highest) = (histogram.Lowest, histogram.Highest);
        return highest > lowest ? new SampleWindow(lowest, highest) : SampleWindow.Whole;
    }
}
