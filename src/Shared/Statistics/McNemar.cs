namespace MuBench.Statistics;

/// <summary>
/// The exact McNemar test. Its null hypothesis: of the questions that only one of two models has right, each model has half.
/// </summary>
public static class McNemar
{
    /// <summary>The two-sided p-value: twice the smaller binomial tail with probability 1/2, at most 1.</summary>
    public static double Exact(int onlyA, int onlyB)
    {
        var n = (double)onlyA + onlyB;
        var k = Math.Min(onlyA, onlyB);
        if (onlyA == onlyB)
            return 1;

        // From the largest term of the tail downwards; each term is the previous one times (k / (n - k + 1)).
        var term = Probability(k, n);
        var tail = 0.0;
        for (var i = k; i >= 0 && tail + term != tail; i--)
        {
            tail += term;
            term *= i / (n - i + 1);
        }

        return Math.Min(1, 2 * tail);
    }

    // Loader's saddle-point form of C(n, k) / 2^n: no overflow and full precision.
    private static double Probability(double k, double n)
    {
        if (k == 0)
            return Math.Exp(n * Math.Log(0.5));
        var log = Factorials.StirlingError(n) - Factorials.StirlingError(k) - Factorials.StirlingError(n - k)
            - Factorials.Deviance(k, n / 2) - Factorials.Deviance(n - k, n / 2);
        return Math.Exp(log) * Math.Sqrt(n / (2 * Math.PI * k * (n - k)));
    }
}
