using System.Text.Json.Serialization;
using MuBench.Statistics;

namespace MuBench.Scoring.Shortcuts;

/// <summary>The comparison of two models on the images that both answered completely.</summary>
public sealed record ShortcutComparison
{
    /// <summary>Id of the first model.</summary>
    public required string A { get; init; }

    /// <summary>Id of the second model.</summary>
    public required string B { get; init; }

    /// <summary>One of <see cref="ShortcutMeasures"/>.</summary>
    public required string Measure { get; init; }

    /// <summary>One of <see cref="ShortcutRules"/>; null for the combined score, which needs none.</summary>
    public string? Rule { get; init; }

    /// <summary>Number of images.</summary>
    public required int Images { get; init; }

    /// <summary>The share or score of A minus that of B; null if there are no common images.</summary>
    public double? Difference { get; init; }

    /// <summary>95% interval of the difference, paired by image.</summary>
    [JsonPropertyName("ci95")]
    public IReadOnlyList<double>? Ci95 { get; init; }

    /// <summary>The method of <see cref="Ci95"/>, one of <see cref="IntervalKinds"/>.</summary>
    public string? Interval { get; init; }

    /// <summary>Two-sided p-value of no difference, not corrected.</summary>
    public double? P { get; init; }

    /// <summary><see cref="P"/> after Holm's correction over the comparisons of the pair in this analysis.</summary>
    public double? PHolm { get; init; }
}
