namespace MuBench.Statistics;

/// <summary>The standard normal distribution.</summary>
public static class NormalDistribution
{
    // Above this, the continued fraction needs fewer terms than the series.
    private const double SeriesBelow = 3;

    /// <summary>The two-sided p-value: the probability of a value at least as far from 0 as z, for z of at least 0.</summary>
    public static double TwoSided(double z) => z < SeriesBelow ? 1 - (2 * Density(z) * Series(z)) : 2 * Density(z) * MillsRatio(z);

    /// <summary>The two-sided quantile: a value is between its negative and itself with this confidence.</summary>
    public static double Quantile(double confidence)
    {
        var (low, high, z) = (0.0, 40.0, 2.0);
        for (var step = 0; step < 200; step++)
        {
            var error = TwoSided(z) - (1 - confidence);
            (low, high) = error > 0 ? (z, high) : (low, z);
            var next = z + (error / (2 * Density(z)));
            if (!(next > low && next < high))
                next = (low + high) / 2;
            if (Math.Abs(next - z) <= 1e-15 * z)
                return next;
            z = next;
        }

        return z;
    }

    private static double Density(double z) => Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);

    // (Φ(z) - 1/2) / φ(z) = z + z^3/3 + z^5/15 + ... (Abramowitz and Stegun 26.2.11): all terms have one sign, so nothing cancels.
    private static double Series(double z)
    {
        var (sum, term) = (z, z);
        for (var odd = 3; term > sum * 1e-17 && odd < 400; odd += 2)
        {
            term *= z * z / odd;
            sum += term;
        }

        return sum;
    }

    // (1 - Φ(z)) / φ(z) = 1/(z + 1/(z + 2/(z + 3/(z + ...)))) (Abramowitz and Stegun 26.2.14), evaluated from the innermost term.
    private static double MillsRatio(double z)
    {
        var value = z;
        for (var k = 120; k >= 1; k--)
            value = z + (k / value);
        return 1 / value;
    }
}
