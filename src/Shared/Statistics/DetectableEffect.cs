namespace MuBench.Statistics;

/// <summary>
/// The smallest true difference between two models that paired questions detect with 80% power at a two-sided level of 5%.
/// </summary>
/// <remarks>
/// Connor (1987, Biometrics 43, 207-211): with a share p of discordant pairs, the variance of the difference is p/n if the true
/// difference is 0, and (p - d^2)/n if it is d. So sqrt(n) d = z(0.975) sqrt(p) + z(0.8) sqrt(p - d^2). This is the
/// formula of statsmodels.stats.power.normal_sample_size_one_tail with these two deviations, solved for d.
/// </remarks>
public static class DetectableEffect
{
    private const double ZAlpha = 1.959963984540054;
    private const double ZPower = 0.8416212335729143;

    /// <summary>The detectable difference, 0 to 1; null if even a difference of 1 would not be detected.</summary>
    /// <param name="pairs">Number of independent pairs.</param>
    /// <param name="discordant">Share of pairs that only one of the models has right.</param>
    public static double? Of(double pairs, double discordant)
    {
        if (pairs <= 0)
            return null;
        var root = Math.Sqrt(discordant * ((pairs * ZPower * ZPower) - (ZPower * ZPower * ((ZAlpha * ZAlpha) - (ZPower * ZPower)))));
        var effect = ((ZAlpha * Math.Sqrt(pairs * discordant)) + root) / (pairs + (ZPower * ZPower));
        return effect > 0 && effect <= discordant ? effect : OneSided(pairs, discordant);
    }

    /// <summary>
    /// Kish's design effect: the factor by which clustering increases the variance of a difference over that of independent
    /// questions. At least 1.
    /// </summary>
    public static double DesignEffect(ClusterTally images, double discordant)
    {
        if (images.Estimate is not { } difference)
            return 1;
        var clustered = Spread(images, difference) / images.Questions;
        var independent = discordant - (difference * difference);
        return independent > 0 ? Math.Max(1, clustered / independent) : 1;
    }

    /// <summary>
    /// The detectable difference of mean credits: z(0.975) + z(0.8) standard errors of the mean difference, clustered by image.
    /// Null if there is no question or no spread.
    /// </summary>
    public static double? OfMean(ClusterTally images)
    {
        if (images.Estimate is not { } difference)
            return null;
        var deviation = Math.Sqrt(Spread(images, difference)) / images.Questions;
        return deviation > 0 ? Math.Min(1, (ZAlpha + ZPower) * deviation) : null;
    }

    private static double Spread(ClusterTally images, double difference) =>
        images.Types.Sum(type => type.Images * Math.Pow(((double)type.Sum / images.Unit) - (difference * type.Questions), 2));

    // A difference cannot exceed the share of discordant pairs. At a larger difference all discordant pairs have one direction,
    // and their share is larger.
    private static double? OneSided(double pairs, double discordant)
    {
        var (low, high) = (discordant, 1.0);
        if (!Shows(high))
            return null;
        while (high - low > 1e-12)
        {
            var middle = (low + high) / 2;
            (low, high) = Shows(middle) ? (low, middle) : (middle, high);
        }

        return high;

        bool Shows(double effect) => Math.Sqrt(pairs * effect) >= ZAlpha + (ZPower * Math.Sqrt(1 - effect));
    }
}
