namespace MuBench.Statistics;

/// <summary>The logarithm of the gamma function, for positive numbers (Lanczos 1964, with Godfrey's coefficients for g = 7).</summary>
internal static class LogGamma
{
    private static readonly double[] Coefficients =
    [
        0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
        12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
    ];

    /// <summary>ln Γ(x) for x > 0, to about 14 digits.</summary>
    public static double Of(double x)
    {
        // Γ(x) = Γ(x + 1) / x keeps the series where it is precise.
        if (x < 0.5)
            return Of(x + 1) - Math.Log(x);
        var sum = Coefficients[0];
        for (var term = 1; term < Coefficients.Length; term++)
            sum += Coefficients[term] / (x - 1 + term);
        var shifted = x + 6.5;
        return 0.5 * Math.Log(2 * Math.PI) + (x - 0.5) * Math.Log(shifted) - shifted + Math.Log(sum);
    }
}
