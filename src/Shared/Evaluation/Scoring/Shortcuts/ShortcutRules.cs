namespace MuBench.Scoring.Shortcuts;

/// <summary>When the metadata of an image count as right.</summary>
public static class ShortcutRules
{
    /// <summary>All metadata questions of the image are right.</summary>
    public const string All = "all";

    /// <summary>More than half of them are right.</summary>
    public const string Majority = "majority";
}
