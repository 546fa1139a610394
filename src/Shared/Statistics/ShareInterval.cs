namespace MuBench.Statistics;

/// <summary>The interval of a share, or of a mean of numbers from 0 to 1.</summary>
/// <remarks>
/// Wilson (1927, J. Am. Stat. Assoc. 22, 209-212) with the effective number of questions p (1 - p) / variance, as Korn and
/// Graubard (1998, Survey Methodology 24, 193-201) and Dean and Pagano (2015, J. Surv. Stat. Methodol. 3, 484-503) do for surveys.
/// If fewer than three effective questions are right (or wrong), Wilson's interval is too short on that side (Brown, Cai,
/// DasGupta 2001, Statistical Science 16, 101-133). That end is then extended to Clopper and Pearson's exact one.
/// </remarks>
public static class ShareInterval
{
    // Three, with a margin for rounding.
    private const double FewQuestions = 3 + 1e-9;

    /// <summary>The interval of a share between 0 and 1, both excluded.</summary>
    /// <param name="share">The share.</param>
    /// <param name="questions">The effective number of questions.</param>
    /// <param name="confidence">The confidence level, such as 0.95.</param>
    public static Interval Of(double share, double questions, double confidence)
    {
        var z = NormalDistribution.Quantile(confidence);
        var weight = questions + (z * z);
        var centre = ((share * questions) + (z * z / 2)) / weight;
        var half = z / weight * Math.Sqrt((share * (1 - share) * questions) + (z * z / 4));
        var (low, high) = (centre - half, centre + half);
        var (right, wrong) = (share * questions, (1 - share) * questions);
        var tail = (1 - confidence) / 2;
        if (right <= FewQuestions)
            low = Math.Min(low, BetaDistribution.Quantile(tail, right, wrong + 1));
        if (wrong <= FewQuestions)
            high = Math.Max(high, BetaDistribution.Quantile(1 - tail, right + 1, wrong));
        return new Interval(low, high, IntervalKinds.Wilson).Within(0, 1).Rounded();
    }
}
