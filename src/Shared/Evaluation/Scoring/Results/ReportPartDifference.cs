using System.Text.Json.Serialization;

namespace MuBench.Scoring.Results;

/// <summary>The comparison of two models' means over the same parts, on the questions that both answered.</summary>
public sealed record ReportPartDifference
{
    /// <summary>Id of the first model.</summary>
    public required string A { get; init; }

    /// <summary>Id of the second model.</summary>
    public required string B { get; init; }

    /// <inheritdoc cref="ReportPartMean.Task"/>
    public required string Task { get; init; }

    /// <inheritdoc cref="ReportPartMean.Parts"/>
    public required string Parts { get; init; }

    /// <summary>Mean of A minus mean of B; null if there is no part.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double? Difference { get; init; }

    /// <summary>95% interval of the difference, paired, from the spread of the images within each source dataset.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    [JsonPropertyName("ci95")]
    public required IReadOnlyList<double>? Ci95 { get; init; }

    /// <summary>
    /// The method of <see cref="Ci95"/>, one of <see cref="MuBench.Statistics.IntervalKinds"/>; null if there is no
    /// interval, and in documents of versions whose intervals were basic bootstraps.
    /// </summary>
    public string? Interval { get; init; }

    /// <summary>The verdict on A against B by the interval: <c>better</c>, <c>worse</c>, <c>equivalent</c> or <c>undecided</c>.</summary>
    public required string Verdict { get; init; }
}
