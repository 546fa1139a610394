namespace MuBench.Scoring;

/// <summary>The verdicts of a paired comparison, of the first model against the second.</summary>
public static class Verdicts
{
    /// <summary>A is better: significant after Holm's correction within its family, so that the interval of the difference lies above 0 too.</summary>
    public const string Better = "better";

    /// <summary>A is worse: significant after Holm's correction within its family, so that the interval of the difference lies below 0 too.</summary>
    public const string Worse = "worse";

    /// <summary>Neither, and the difference is within the margin (two one-sided tests at 5%: the 90% interval lies inside).</summary>
    public const string Equivalent = "equivalent";

    /// <summary>Both gave the same answer to every question, letter by letter: there is nothing to decide.</summary>
    public const string Identical = "identical";

    /// <summary>None of these can be said.</summary>
    public const string Undecided = "undecided";
}
