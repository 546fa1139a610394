namespace MuBench.Statistics;

/// <summary>Student's t distribution, for any positive degrees of freedom.</summary>
public static class StudentT
{
    /// <summary>The two-sided p-value: the probability of a value at least as far from 0 as t.</summary>
    public static double TwoSided(double t, double freedom) => BetaDistribution.Below(freedom / (freedom + (t * t)), freedom / 2, 0.5);

    /// <summary>The two-sided quantile: a value is between its negative and itself with this confidence.</summary>
    public static double Quantile(double confidence, double freedom)
    {
        var share = BetaDistribution.Quantile(confidence, 0.5, freedom / 2);
        return Math.Sqrt(freedom * share / (1 - share));
    }
}
