namespace MuBench.Scoring.Shortcuts;

/// <summary>The 2 x 2 table of metadata right or wrong and fine answer right or wrong. Its four shares add up to 1.</summary>
public sealed record ShortcutTable
{
    /// <summary>When the metadata of an image count as right, one of <see cref="ShortcutRules"/>.</summary>
    public required string Rule { get; init; }

    /// <summary>Metadata right, answer right.</summary>
    public required ShortcutShare Robust { get; init; }

    /// <summary>Metadata wrong, answer right.</summary>
    public required ShortcutShare Shortcut { get; init; }

    /// <summary>Metadata right, answer wrong.</summary>
    public required ShortcutShare ReasoningGap { get; init; }

    /// <summary>Both wrong.</summary>
    public required ShortcutShare Neither { get; init; }

    /// <summary>The share of shortcuts among the images with a right answer; null if there are none.</summary>
    public ShortcutShare? ShortcutsOfRight { get; init; }
}
