namespace MuBench.Scoring;

/// <summary>The verdicts of a paired comparison of the first model with the second.</summary>
internal static class Verdicts
{
    /// <summary>A is better: significant after Holm's correction within its family, so that the interval of the difference is above 0.</summary>
    public const string Better = "better";

    /// <summary>A is worse: significant after Holm's correction within its family, so that the interval of the difference is below 0.</summary>
    public const string Worse = "worse";

    /// <summary>
    /// Neither is better, and the difference is within the margin (two one-sided tests at 5%: the 90% interval lies
    /// inside the margin).
    /// </summary>
    public const string Equivalent = "equivalent";

    /// <summary>Both models gave the same response to every question, letter by letter: there is nothing to decide.</summary>
    public const string Identical = "identical";

    /// <summary>The data support none of the other verdicts.</summary>
    public const string Undecided = "undecided";
}
