namespace MuBench.Statistics;

/// <summary>
/// Resamples images with replacement. The statistic is a ratio of sums, sum(Sum) / sum(Questions). It depends only on the
/// number of images of each type in a resample, so these numbers are drawn in place of the images. The distribution of the
/// result is exactly the same.
/// </summary>
public sealed class Bootstrap
{
    private readonly double[] _statistics;

    private Bootstrap(double estimate, double[] statistics)
    {
        Estimate = estimate;
        _statistics = statistics;
    }

    /// <summary>The statistic of the sample itself.</summary>
    public double Estimate { get; }

    /// <summary>Draws the resamples. The types must contain at least one image.</summary>
    /// <param name="types">The images by type.</param>
    /// <param name="resamples">Number of resamples.</param>
    /// <param name="random">The generator.</param>
    /// <param name="unit">The value in <see cref="ClusterType.Sum"/> that stands for one whole question.</param>
    public static Bootstrap Of(IEnumerable<ClusterType> types, int resamples, Xoshiro256 random, int unit = 1)
    {
        var sampler = new ClusterSampler([.. types]);
        var statistics = new double[resamples];
        for (var resample = 0; resample < resamples; resample++)
        {
            var (sum, questions) = sampler.Draw(random);
            statistics[resample] = (double)sum / unit / questions;
        }

        return new Bootstrap(sampler.Estimate / unit, statistics);
    }

    /// <summary>Advances the generator as <see cref="Of"/> does, and keeps nothing.</summary>
    internal static void Skip(IEnumerable<ClusterType> types, int resamples, Xoshiro256 random)
    {
        var sampler = new ClusterSampler([.. types]);
        for (var resample = 0; resample < resamples; resample++)
            sampler.Draw(random);
    }

    /// <summary>The basic (reverse percentile) interval, as in scipy.stats.bootstrap(method="basic").</summary>
    public Interval Basic(double confidence)
    {
        var tail = (1 - confidence) / 2;
        return new Interval(2 * Estimate - Quantile(1 - tail), 2 * Estimate - Quantile(tail));
    }

    // NumPy's default method: linear interpolation between order statistics.
    private double Quantile(double probability)
    {
        var position = (_statistics.Length - 1) * probability;
        var below = (int)Math.Floor(position);
        double[] ordered = [.. _statistics];
        OrderStatistics.Select(ordered, below);
        var above = ordered[below];
        if (below + 1 < ordered.Length)
        {
            // What stands behind the selected place is not smaller.
            above = ordered[below + 1];
            foreach (var value in ordered.AsSpan(below + 2))
                above = Math.Min(above, value);
        }

        return ordered[below] + (above - ordered[below]) * (position - below);
    }
}
