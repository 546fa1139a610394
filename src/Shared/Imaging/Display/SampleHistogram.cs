namespace MuBench.Imaging.Display;

/// <summary>How often each 16-bit sample occurs in an image, or in one of its channels.</summary>
public sealed class SampleHistogram
{
    private readonly long[] _counts = new long[ushort.MaxValue + 1];
    private long _total;

    /// <summary>The smallest sample.</summary>
    public int Lowest => Array.FindIndex(_counts, count => count > 0);

    /// <summary>The largest sample.</summary>
    public int Highest => Array.FindLastIndex(_counts, count => count > 0);

    /// <summary>The bits that are set in any sample.</summary>
    public int Bits
    {
        get
        {
            var bits = 0;
            for (var sample = 0; sample < _counts.Length; sample++)
                bits |= _counts[sample] > 0 ? sample : 0;
            return bits;
        }
    }

    /// <summary>Counts samples.</summary>
    /// <param name="samples">Samples of all bands, interleaved.</param>
    /// <param name="bands">Number of bands.</param>
    /// <param name="first">Index of the first counted band.</param>
    /// <param name="count">Number of counted bands.</param>
    public static SampleHistogram Of(ReadOnlySpan<ushort> samples, int bands, int first, int count)
    {
        var histogram = new SampleHistogram();
        for (var pixel = first; pixel < samples.Length; pixel += bands)
        {
            foreach (var sample in samples.Slice(pixel, count))
                histogram._counts[sample]++;
        }

        histogram._total = (long)samples.Length / bands * count;
        return histogram;
    }

    /// <summary>A percentile as NumPy computes it by default, with linear interpolation between ranks.</summary>
    /// <param name="percent">From 0 to 100.</param>
    public double Percentile(double percent)
    {
        var rank = percent / 100 * (_total - 1);
        var below = (long)Math.Floor(rank);
        var (low, high) = (AtRank(below), AtRank(Math.Min(below + 1, _total - 1)));
        return low + (high - low) * (rank - below);
    }

    private int AtRank(long rank)
    {
        var passed = 0L;
        for (var sample = 0; sample < _counts.Length; sample++)
        {
            passed += _counts[sample];
            if (passed > rank)
                return sample;
        }

        return Highest;
    }
}
