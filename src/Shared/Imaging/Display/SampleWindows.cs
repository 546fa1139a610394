namespace MuBench.Imaging.Display;

/// <summary>Finds the range of samples of an image that a rule shows.</summary>
internal static class SampleWindows
{
    /// <summary>The ranges: one per channel where the rule says so, else one for all.</summary>
    /// <param name="rule">The rule; not <see cref="DisplayMethod.Authors"/>, which has none.</param>
    /// <param name="samples">Samples of all bands, interleaved.</param>
    /// <param name="bands">Number of bands.</param>
    /// <param name="channels">Number of bands that are grey or colour: the first ones. Alpha has no say.</param>
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

        // A few bright spots on a ground of one value: the percentiles are that value, and the spots are what there is to see.
        var (lowest, highest) = (histogram.Lowest, histogram.Highest);
        return highest > lowest ? new SampleWindow(lowest, highest) : SampleWindow.Whole;
    }
}
