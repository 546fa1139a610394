namespace MuBench.Statistics;

/// <summary>Intervals and p-values for a sample whose images are all alike.</summary>
/// <remarks>
/// If a share f of all images were different, n sampled images would all be alike with the probability (1 - f)^n. At a
/// two-sided level alpha, shares up to f = 1 - (alpha/2)^(1/n) remain possible, and the interval puts them at either bound. If
/// all questions are right, or all are wrong, this is the exact (Clopper-Pearson) interval over images.
/// </remarks>
public static class AlikeImages
{
    /// <summary>The largest share of different images that remains possible.</summary>
    public static double Others(int images, double confidence) => 1 - Math.Pow((1 - confidence) / 2, 1.0 / images);

    /// <summary>The interval of a statistic whose values are between two bounds.</summary>
    public static Interval Interval(double estimate, int images, double confidence, double min, double max)
    {
        var others = Others(images, confidence);
        var known = (1 - others) * estimate;
        return new Interval(known + (others * min), known + (others * max), IntervalKinds.ExactImages).Rounded();
    }

    /// <summary>
    /// The p-value of a difference from 0: the level at which the interval of the difference, between -1 and 1, reaches 0. For a
    /// difference of 1 this is McNemar's exact test over images.
    /// </summary>
    public static double P(double difference, int images) => Math.Min(1, 2 * Math.Pow(1 + Math.Abs(difference), -images));
}
