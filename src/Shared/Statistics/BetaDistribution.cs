namespace MuBench.Statistics;

/// <summary>The beta distribution: its distribution function (the regularised incomplete beta function) and quantiles.</summary>
internal static class BetaDistribution
{
    private const double Tiny = 1e-300;
    private const double Precision = 1e-15;

    /// <summary>The probability of a value of at most x.</summary>
    public static double Below(double x, double a, double b)
    {
        if (x <= 0)
            return 0;
        if (x >= 1)
            return 1;
        var front = Math.Exp(LogDensity(x, a, b) + Math.Log(x) + double.LogP1(-x));
        // The continued fraction converges fast on this side of the mean. The other side is computed by symmetry.
        return x < (a + 1) / (a + b + 2) ? front * Fraction(x, a, b) / a : 1 - (front * Fraction(1 - x, b, a) / b);
    }

    /// <summary>The quantile of a probability, by Newton's method between bounds that are narrowed at each step.</summary>
    public static double Quantile(double probability, double a, double b)
    {
        var (low, high, x) = (0.0, 1.0, a / (a + b));
        for (var step = 0; step < 200; step++)
        {
            var error = Below(x, a, b) - probability;
            (low, high) = error < 0 ? (x, high) : (low, x);
            var next = x - (error / Math.Exp(LogDensity(x, a, b)));
            if (!(next > low && next < high))
                next = (low + high) / 2;
            if (Math.Abs(next - x) <= Precision * x)
                return next;
            x = next;
        }

        return x;
    }

    private static double LogDensity(double x, double a, double b) =>
        LogGamma.Of(a + b) - LogGamma.Of(a) - LogGamma.Of(b) + (a - 1) * Math.Log(x) + (b - 1) * double.LogP1(-x);

    // Lentz's evaluation of the continued fraction (Press et al., Numerical Recipes, 6.4).
    private static double Fraction(double x, double a, double b)
    {
        var c = 1.0;
        var d = 1 / NotZero(1 - ((a + b) * x / (a + 1)));
        var value = d;
        for (var m = 1; m <= 10_000; m++)
        {
            var even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = 1 / NotZero(1 + (even * d));
            c = NotZero(1 + (even / c));
            value *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / NotZero(1 + (odd * d));
            c = NotZero(1 + (odd / c));
            value *= d * c;
            if (Math.Abs((d * c) - 1) < Precision)
                return value;
        }

        return value;
    }

    private static double NotZero(double value) => Math.Abs(value) < Tiny ? Tiny : value;
}
