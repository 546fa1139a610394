using MuBench.Statistics;

namespace MuBench.Scoring;

/// <summary>
/// Makes intervals and tests of a fixed sample hold in a run that may stop at any of several planned looks: each look gets an equal part of the 5% error
/// (Bonferroni), so that a 95% interval holds at whichever look the run stops.
/// </summary>
internal static class Looks
{
    private const string Suffix = "-over-looks";

    /// <summary>The confidence of one look's interval.</summary>
    /// <param name="looks">Number of planned looks, at least 1.</param>
    public static double Confidence(int looks) => ConfidenceOf(1 - ScoreCalculator.Confidence, looks);

    /// <summary>The confidence of one look's interval, for an error over all looks.</summary>
    public static double ConfidenceOf(double error, int looks) => 1 - (error / looks);

    /// <summary>A p-value of one look, corrected for the number of looks.</summary>
    public static double? Corrected(double? p, int looks) => p is { } value ? Math.Min(1, value * looks) : null;

    /// <summary>The method of an interval.</summary>
    public static string? KindOf(Interval? interval, int looks) => looks == 1 || interval?.Kind is not { } kind ? interval?.Kind : kind + Suffix;
}
