namespace MuBench.Statistics;

/// <summary>The least true difference between two models that questions in pairs would show: 80% power at a two-sided 5%.</summary>
/// <remarks>
/// Connor (1987, Biometrics 43, 207-211): with a share p of discordant pairs the difference has the variance p/n where
/// there is none, and (p - d^2)/n where it is d, so that sqrt(n) d = z(0.975) sqrt(p) + z(0.8) sqrt(p - d^2). It is the
/// formula of statsmodels.stats.power.normal_sample_size_one_tail with these two deviations, solved for d.
/// </remarks>
public static class DetectableEffect
{
    private const double ZAlpha = 1.959963984540054;
    private const double ZPower = 0.8416212335729143;

    /// <summary>The difference, 0 to 1; null where even a difference of 1 would not do.</summary>
    /// <param name="pairs">Number of independent pairs.</param>
    /// <param name="discordant">Share of pairs that only one model has right.</param>
    public static double? Of(double pairs, double discordant)
    {
        if (pairs <= 0)
            return null;
        var root = Math.Sqrt(discordant * ((pairs * ZPower * ZPower) - (ZPower * ZPower * ((ZAlpha * ZAlpha) - (ZPower * ZPower)))));
        var effect = ((ZAlpha * Math.Sqrt(pairs * discordant)) + root) / (pairs + (ZPower * ZPower));
        return effect > 0 && effect <= discordant ? effect : OneSided(pairs, discordant);
    }

    /// <summary>
    /// By how much clustering inflates the variance of a difference over that of independent questions (Kish's design
    /// effect), never less than 1.
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
    /// The difference of mean credits that would show: z(0.975) + z(0.8) standard errors of the mean difference, clustered by
    /// image; null where there is no question, or no spread to tell it from.
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

    // A difference cannot exceed the share of discordant pairs: beyond it they all fall to one side and there are more of them.
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
