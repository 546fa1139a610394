using System.Text.Json.Serialization;

namespace MuBench.Scoring.Analyses;

/// <summary>The comparison of a contrastive model's two caption templates, on the questions that it answered with both.</summary>
public sealed record TemplateComparison
{
    /// <summary>The task: <c>all</c>, <c>coarse</c> or <c>fine</c>.</summary>
    public required string Task { get; init; }

    /// <summary>The slice: <c>all</c> or a question key.</summary>
    public required string Slice { get; init; }

    /// <summary>Number of questions answered with both templates.</summary>
    public required int N { get; init; }

    /// <summary>Accuracy with the first template, <c>_0</c>.</summary>
    public required double Accuracy0 { get; init; }

    /// <summary>Accuracy with the second template, <c>_1</c>: the official one.</summary>
    public required double Accuracy1 { get; init; }

    /// <summary><see cref="Accuracy1"/> minus <see cref="Accuracy0"/>.</summary>
    public required double Difference { get; init; }

    /// <summary>95% interval of the difference (paired, clustered by image).</summary>
    [JsonPropertyName("ci95")]
    public required IReadOnlyList<double> Ci95 { get; init; }

    /// <summary>Two-sided p-value that corresponds to the interval, not corrected for the number of slices.</summary>
    public required double P { get; init; }
}
