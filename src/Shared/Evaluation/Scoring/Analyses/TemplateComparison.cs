using System.Text.Json.Serialization;

namespace MuBench.Scoring.Analyses;

/// <summary>A contrastive model under the two caption templates, on the questions that it answered under both.</summary>
public sealed record TemplateComparison
{
    /// <summary>The task: <c>all</c>, <c>coarse</c> or <c>fine</c>.</summary>
    public required string Task { get; init; }

    /// <summary>The slice: <c>all</c> or a question key.</summary>
    public required string Slice { get; init; }

    /// <summary>Questions answered under both templates.</summary>
    public required int N { get; init; }

    /// <summary>Accuracy under the first template, <c>_0</c>.</summary>
    public required double Accuracy0 { get; init; }

    /// <summary>Accuracy under the second, <c>_1</c>: the official one.</summary>
    public required double Accuracy1 { get; init; }

    /// <summary><see cref="Accuracy1"/> less <see cref="Accuracy0"/>.</summary>
    public required double Difference { get; init; }

    /// <summary>95% interval of the difference (paired, clustered by image).</summary>
    [JsonPropertyName("ci95")]
    public required IReadOnlyList<double> Ci95 { get; init; }

    /// <summary>Two-sided p-value that goes with the interval, not corrected for the number of slices.</summary>
    public required double P { get; init; }
}
