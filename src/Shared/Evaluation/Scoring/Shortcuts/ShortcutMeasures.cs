namespace MuBench.Scoring.Shortcuts;

/// <summary>What two models are compared by.</summary>
public static class ShortcutMeasures
{
    /// <summary>The share of robust images.</summary>
    public const string Robust = "robust";

    /// <summary>The share of shortcuts.</summary>
    public const string Shortcut = "shortcut";

    /// <summary>The combined score S of SPeC.</summary>
    public const string Combined = "combined";
}
