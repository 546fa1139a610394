using System.Globalization;

namespace MuBench.Statistics;

/// <summary>The interval of a difference and the p-value that goes with it: the interval excludes 0 where p is below its level, and only there.</summary>
/// <remarks>
/// Wald's interval after three questions are added, half of each to either side (Bonett and Price 2012, J. Educ. Behav. Stat. 37,
/// 479-488, add two), on the effective number of questions, with Student's t. An added question is as large as the differences
/// that were seen are on average (root of the mean square; 1 for right and wrong). The three is calibrated by simulation
/// (<c>bench coverage</c>).
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

    /// <summary>The two-sided p-value of no difference, with the questions of an image taken together.</summary>
    public double P { get; }

    /// <summary>Tests a difference of means.</summary>
    /// <param name="images">The images by difference; at least one.</param>
    /// <param name="discordant">Questions that the two sides differ in.</param>
    public static DifferenceTest Of(ClusterTally images, int discordant)
    {
        var difference = images.Estimate!.Value;
        if (images.AreAlike)
            return new DifferenceTest(difference, images.Images);
        var square = images.Squares / ((double)images.Unit * images.Unit);
        return Of(difference, square / images.Questions, square / discordant, images.Questions, ClusterSpread.Of(images, images.Unit == 1 ? null : double.PositiveInfinity));
    }

    /// <summary>Tests a difference whose spread is known.</summary>
    /// <param name="difference">The difference.</param>
    /// <param name="square">The mean square of the questions' differences.</param>
    /// <param name="added">The square of an added question.</param>
    /// <param name="questions">The number of questions.</param>
    /// <param name="spread">Their spread.</param>
    public static DifferenceTest Of(double difference, double square, double added, double questions, ClusterSpread spread)
    {
        var effective = questions / spread.DesignEffect;
        var weight = effective + Added;
        var centre = effective * difference / weight;
        var second = ((effective * square) + (Added * added)) / weight;
        return new DifferenceTest(centre, Math.Sqrt((second - (centre * centre)) / weight), spread);
    }

    /// <summary>The interval at a confidence, such as 0.95.</summary>
    public Interval Interval(double confidence)
    {
        if (_alike is { } difference)
            return AlikeImages.Interval(difference, _images, confidence, -1, 1);
        var half = _error * NormalDistribution.Quantile(confidence) * _spread.Widening(confidence);
        return new Interval(_centre - half, _centre + half, IntervalKinds.AdjustedWald).Within(-1, 1).Rounded();
    }

    // To nine digits, for the reason that ends of intervals are rounded.
    private static double Round(double p) => double.Parse(p.ToString("E8", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
