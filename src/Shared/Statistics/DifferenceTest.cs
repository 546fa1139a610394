using System.Globalization;

namespace MuBench.Statistics;

/// <summary>
/// The interval of a difference and its p-value. They agree: the interval excludes 0 if and only if p is below the interval's
/// level.
/// </summary>
/// <remarks>
/// Wald's interval after adding three questions, half of each to either side (Bonett and Price 2012, J. Educ. Behav. Stat. 37,
/// 479-488, add two), with the effective number of questions and Student's t. The size of an added question is the root mean
/// square of the differences (1 for right and wrong). The number three is calibrated by simulation (<c>bench coverage</c>).
/// </remarks>
public readonly record struct DifferenceTest
{
    private const double Added = 3;

    private readonly double _centre;
    private readonly double _error;
    private readonly ClusterSpread _spread;
    private readonly double? _alike;
    private readonly int _images;

    private DifferenceTest(double difference, int images) => (_alike, _images, P) = (difference, images, Round(AlikeImages.P(difference, images)));

    private DifferenceTest(double centre, double error, ClusterSpread spread)
    {
        (_centre, _error, _spread) = (centre, error, spread);
        var distance = Math.Abs(centre) / error;
        var known = distance / Math.Sqrt(Math.Max(1, spread.Bound / spread.DesignEffect));
        P = Round(Math.Min(StudentT.TwoSided(distance, spread.DegreesOfFreedom), NormalDistribution.TwoSided(known)));
    }

    /// <summary>The two-sided p-value of no difference, clustered by image.</summary>
    public double P { get; }

    /// <summary>Tests a difference of means.</summary>
    /// <param name="images">The images by type, with differences as sums; at least one image.</param>
    /// <param name="discordant">Number of questions in which the two sides differ.</param>
    public static DifferenceTest Of(ClusterTally images, int discordant)
    {
        var difference = images.Estimate!.Value;
        if (images.AreAlike)
            return new DifferenceTest(difference, images.Images);
        var square = images.Squares / ((double)images.Unit * images.Unit);
        return Of(difference, square / images.Questions, square / discordant, images.Questions, ClusterSpread.Of(images, images.Unit == 1 ? null : double.PositiveInfinity));
    }

    /// <summary>
    /// Tests another estimate of the same difference, whose variance is a known part of that of the plain one. If its interval were wider, the result is that of
    /// the plain one.
    /// </summary>
    /// <param name="images">The images by type, with differences as sums; at least one image.</param>
    /// <param name="discordant">Number of questions in which the two sides differ.</param>
    /// <param name="estimate">The other estimate.</param>
    /// <param name="part">Its variance divided by that of the plain estimate.</param>
    internal static DifferenceTest Of(ClusterTally images, int discordant, double estimate, double part)
    {
        var plain = Of(images, discordant);
        if (images.AreAlike)
            return plain;
        var difference = images.Estimate!.Value;
        var square = images.Squares / ((double)images.Unit * images.Unit);
        var variance = (square / images.Questions) - (difference * difference);
        var other = Of(estimate, variance + (estimate * estimate), square / discordant, images.Questions / part, plain._spread);
        return other._error <= plain._error ? other : plain;
    }

    /// <summary>Tests a difference with a known spread.</summary>
    /// <param name="difference">The difference.</param>
    /// <param name="square">The mean square of the differences per question.</param>
    /// <param name="added">The squared size of an added question.</param>
    /// <param name="questions">The number of questions.</param>
    /// <param name="spread">The spread of the questions.</param>
    public static DifferenceTest Of(double difference, double square, double added, double questions, ClusterSpread spread)
    {
        var effective = questions / spread.DesignEffect;
        var weight = effective + Added;
        var centre = effective * difference / weight;
        var second = ((effective * square) + (Added * added)) / weight;
        return new DifferenceTest(centre, Math.Sqrt((second - (centre * centre)) / weight), spread);
    }

    /// <summary>The interval at a confidence level, such as 0.95.</summary>
    public Interval Interval(double confidence)
    {
        if (_alike is { } difference)
            return AlikeImages.Interval(difference, _images, confidence, -1, 1);
        var half = _error * NormalDistribution.Quantile(confidence) * _spread.Widening(confidence);
        return new Interval(_centre - half, _centre + half, IntervalKinds.AdjustedWald).Within(-1, 1).Rounded();
    }

    // Rounded to nine digits for the same reason as the ends of intervals: the last bits differ between processors.
    private static double Round(double p) => double.Parse(p.ToString("E8", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
