namespace MuBench.Statistics;

/// <summary>The interval of a share, or of a mean of numbers from 0 to 1.</summary>
/// <remarks>
/// Jeffreys' interval (Brown, Cai, DasGupta 2001, Statistical Science 16, 101-133): the ends are quantiles of the beta
/// distribution with half a right and half a wrong question added. The effective number of questions is p (1 - p) / variance, as
/// Korn and Graubard (1998, Survey Methodology 24, 193-201) and Dean and Pagano (2015, J. Surv. Stat. Methodol. 3, 484-503) do
/// for surveys.
/// </remarks>
public static class ShareInterval
{
    /// <summary>The interval of a share between 0 and 1, both excluded.</summary>
    /// <param name="share">The share.</param>
    /// <param name="questions">The effective number of questions.</param>
    /// <param name="confidence">The confidence level, such as 0.95.</param>
    public static Interval Of(double share, double questions, double confidence)
    {
        var (right, wrong) = ((share * questions) + 0.5, ((1 - share) * questions) + 0.5);
        var tail = (1 - confidence) / 2;
        return new Interval(BetaDistribution.Quantile(tail, right, wrong), BetaDistribution.Quantile(1 - tail, right, wrong), IntervalKinds.Jeffreys).Rounded();
    }
}
