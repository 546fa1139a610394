using System.Text.Json.Serialization;

namespace MuBench.Scoring.Results;

/// <summary>The unweighted mean of the accuracies on several parts. A part is the questions of one task about one source dataset.</summary>
public sealed record ReportPartMean
{
    /// <summary>The task; <c>all</c> for the parts of all tasks.</summary>
    public required string Task { get; init; }

    /// <summary><c>all</c>; <c>target</c> for the share of each part inside the target slice; <c>others</c> for the share outside it.</summary>
    public required string Parts { get; init; }

    /// <summary>Number of parts with an answered question.</summary>
    public required int Count { get; init; }

    /// <summary>Number of answered questions in them.</summary>
    public required int N { get; init; }

    /// <summary>The mean, 0 to 1; null if there is no part.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double? Mean { get; init; }

    /// <summary>95% interval, from the spread of the images within each source dataset; null if there is no part.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    [JsonPropertyName("ci95")]
    public required IReadOnlyList<double>? Ci95 { get; init; }

    /// <summary>
    /// The method of <see cref="Ci95"/>, one of <see cref="MuBench.Statistics.IntervalKinds"/>; null if there is no
    /// interval, and in documents of versions whose intervals were basic bootstraps.
    /// </summary>
    public string? Interval { get; init; }
}
