namespace MuBench.Statistics;

/// <summary>What images that are all alike leave possible.</summary>
/// <remarks>
/// Of n images alike a share f of other ones would not have been seen with the probability (1 - f)^n; at a two-sided level
/// alpha the interval lets f = 1 - (alpha/2)^(1/n) of them lie at either bound. For all right or all wrong that is the exact
/// (Clopper-Pearson) interval over images.
/// </remarks>
public static class AlikeImages
{
    /// <summary>The share of other images that is still possible.</summary>
    public static double Others(int images, double confidence) => 1 - Math.Pow((1 - confidence) / 2, 1.0 / images);

    /// <summary>The interval of a statistic that lies between two bounds.</summary>
    public static Interval Interval(double estimate, int images, double confidence, double min, double max)
    {
        var others = Others(images, confidence);
        var known = (1 - others) * estimate;
        return new Interval(known + (others * min), known + (others * max), IntervalKinds.ExactImages).Rounded();
    }

    /// <summary>The p-value of a difference from 0: the level at which its interval, between -1 and 1, reaches 0. For a difference of 1 that is McNemar's exact test over images.</summary>
    public static double P(double difference, int images) => Math.Min(1, 2 * Math.Pow(1 + Math.Abs(difference), -images));
}
