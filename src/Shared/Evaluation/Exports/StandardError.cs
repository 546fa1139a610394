using MuBench.Scoring.Slices;

namespace MuBench.Exports;

/// <summary>The standard error that other programs expect beside an accuracy.</summary>
internal static class StandardError
{
    // The 97.5% quantile of the normal distribution.
    private const double Quantile = 1.959963984540054;

    /// <summary>The definition as text.</summary>
    public const string Definition = "half the width of the 95% interval (clustered by image), over 1.96";

    /// <summary>The standard error of a score; null if the score has no interval.</summary>
    public static double? Of(SliceScore score) => score.Ci95 is [var low, var high] ? (high - low) / 2 / Quantile : null;
}
