namespace MuBench.Statistics;

/// <summary>Terms of binomial probabilities that stay precise for large numbers.</summary>
internal static class Factorials
{
    private static readonly double[] SmallErrors = Errors();

    /// <summary>
    /// The error of Stirling's formula: ln n! - [(n + 1/2) ln n - n + ln(2 pi)/2], for n of at least 1
    /// (Loader 2000, "Fast and accurate computation of binomial probabilities").
    /// </summary>
    public static double StirlingError(double n)
    {
        if (n < SmallErrors.Length)
            return SmallErrors[(int)n];
        var inverse = 1 / n;
        var square = inverse * inverse;
        return (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - 1.0 / 1188 * square) * square) * square) * square) * inverse;
    }

    /// <summary>Loader's deviance term x ln(x/mean) + mean - x, without cancellation where x is near the mean.</summary>
    public static double Deviance(double x, double mean)
    {
        if (Math.Abs(x - mean) >= 0.1 * (x + mean))
            return x * Math.Log(x / mean) + mean - x;

        var v = (x - mean) / (x + mean);
        var sum = (x - mean) * v;
        var term = 2 * x * v;
        for (var odd = 3; ; odd += 2)
        {
            term *= v * v;
            var next = sum + term / odd;
            if (next == sum)
                return sum;
            sum = next;
        }
    }

    // Exact sums of logarithms for the small n for which the series is not precise.
    private static double[] Errors()
    {
        var errors = new double[16];
        var logFactorial = 0.0;
        for (var n = 1; n < errors.Length; n++)
        {
            logFactorial += Math.Log(n);
            errors[n] = logFactorial - ((n + 0.5) * Math.Log(n) - n + 0.5 * Math.Log(2 * Math.PI));
        }

        return errors;
    }
}
