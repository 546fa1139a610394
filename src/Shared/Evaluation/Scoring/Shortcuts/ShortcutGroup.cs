namespace MuBench.Scoring.Shortcuts;

/// <summary>A model's images of one source dataset, or all.</summary>
public sealed record ShortcutGroup
{
    /// <summary>The source dataset; <c>all</c> for every image.</summary>
    public required string Source { get; init; }

    /// <summary>Number of counted images: those with a response to every metadata and fine question.</summary>
    public required int Images { get; init; }

    /// <summary>Number of images that are left out because a response is missing.</summary>
    public required int Incomplete { get; init; }

    /// <summary>The tables by rule: <see cref="ShortcutRules.All"/>, then <see cref="ShortcutRules.Majority"/>.</summary>
    public required IReadOnlyList<ShortcutTable> Tables { get; init; }
}
