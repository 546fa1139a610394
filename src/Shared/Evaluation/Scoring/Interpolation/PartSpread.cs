using MuBench.Statistics;

namespace MuBench.Scoring.Interpolation;

/// <summary>The spread of an unweighted mean over parts, and the resulting interval.</summary>
/// <remarks>
/// The mean is a linear function of the deviations of its images. For each part, an image contributes its sum minus its
/// number of questions times the part's mean, divided by the part's number of questions and the number of parts. The
/// variance is that of stratified sampling, by image within its source dataset (Cochran 1977, Sampling Techniques,
/// 5.3), with Satterthwaite's (1946) degrees of freedom. If all images of a part have the same values, they show no
/// spread; the spread is then that of its images with one more image at either bound.
/// </remarks>
internal sealed class PartSpread
{
    private readonly double _mean;
    private readonly double _square;
    private readonly double _variance;
    private readonly double _degreesOfFreedom;
    private readonly double _min;
    private readonly int[]? _alike;

    private PartSpread(double mean, double square, double variance, double freedom, double least, int[]? alike) =>
        (_mean, _square, _variance, _degreesOfFreedom, _min, _alike) = (mean, square, variance, freedom, least, alike);

    /// <summary>The spread of parts that all have at least one question.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="strata">Number of strata.</param>
    /// <param name="min">The minimum value of a question; the maximum is 1.</param>
    public static PartSpread Of(IReadOnlyList<Part> parts, int strata, double min)
    {
        var mean = parts.Average(part => part.Mean);
        var square = parts.Average(part => (double)part.Squares / part.Questions);
        var alike = parts.Where(part => part.AreAlike).ToArray();
        if (alike.Length == parts.Count)
            return new PartSpread(mean, square, 0, 1, min, [.. parts.Select(part => part.ImageCount)]);

        var scale = (double)parts.Count * parts.Count;
        var known = alike.Sum(part => WithOneMoreAtEitherBound(part, min)) / scale;
        var (variance, freedom) = OfImages(parts, strata);
        var independent = parts.Sum(part => (((double)part.Squares / part.Questions) - (part.Mean * part.Mean)) / part.Questions) / scale;
        var total = Math.Max(variance, independent) + known;
        // The part of the variance that is not estimated from the images has no uncertainty of its own.
        return new PartSpread(mean, square, total, variance == 0 ? freedom : freedom * Math.Pow(total / variance, 2), min, null);
    }

    /// <summary>The 95% interval of a mean of shares.</summary>
    public Interval Share() => _alike is { } alike ? Alike(alike, 0.95)
        : ShareInterval.Of(_mean, _mean * (1 - _mean) / (_variance * Math.Pow(Widening(0.95), 2)), 0.95);

    /// <summary>The interval of a mean of differences.</summary>
    public Interval Difference(double confidence)
    {
        if (_alike is { } alike)
            return Alike(alike, confidence);
        var spread = Math.Max(_square - (_mean * _mean), _variance);
        return DifferenceTest.Of(_mean, _square, 1, spread / _variance, new ClusterSpread(spread, 1, double.PositiveInfinity, _degreesOfFreedom)).Interval(confidence);
    }

    // Each part has the exact interval for its number of equal images, and the interval of the mean has the means of their ends.
    private Interval Alike(int[] images, double confidence)
    {
        var others = images.Average(count => AlikeImages.Others(count, confidence));
        return new Interval(_mean + ((_min - _mean) * others), _mean + ((1 - _mean) * others), IntervalKinds.ExactImages).Rounded();
    }

    private double Widening(double confidence) => StudentT.Quantile(confidence, _degreesOfFreedom) / NormalDistribution.Quantile(confidence);

    private static double WithOneMoreAtEitherBound(Part part, double least)
    {
        double images = part.ImageCount;
        var mean = ((images * part.Mean) + least + 1) / (images + 2);
        var square = ((images * part.Mean * part.Mean) + (least * least) + 1) / (images + 2);
        return (square - (mean * mean)) / images;
    }

    private static (double Variance, double Freedom) OfImages(IReadOnlyList<Part> parts, int strata)
    {
        double variance = 0, uncertainty = 0, total = 0;
        var deviations = new Dictionary<int, (double Deviation, int Count)>[strata];
        foreach (var part in parts)
        {
            foreach (var images in part.Images.Where(images => images.Questions > 0))
            {
                var kinds = deviations[images.Stratum] ??= [];
                var deviation = (images.Sum - (images.Questions * part.Mean)) / part.Questions / parts.Count;
                kinds[images.Kind] = (kinds.GetValueOrDefault(images.Kind).Deviation + deviation, images.Count);
            }
        }

        foreach (var kinds in deviations.Where(kinds => kinds is not null))
        {
            double images = kinds.Values.Sum(kind => kind.Count);
            total += images;
            // A single image of a stratum shows no spread there: its deviation is taken from the part's mean.
            var centre = images < 2 ? 0 : kinds.Values.Sum(kind => kind.Count * kind.Deviation) / images;
            var second = kinds.Values.Sum(kind => kind.Count * Math.Pow(kind.Deviation - centre, 2));
            var fourth = kinds.Values.Sum(kind => kind.Count * Math.Pow(kind.Deviation - centre, 4));
            if (second == 0)
                continue;
            var own = images < 2 ? second : second * images / (images - 1);
            variance += own;
            uncertainty += own * own / ClusterSpread.DegreesOfFreedomOf(images, second, fourth);
        }

        return (variance, Math.Max(1, variance == 0 ? total - 1 : variance * variance / uncertainty));
    }
}
