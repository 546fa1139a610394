using System.Text.Json.Serialization;

namespace MuBench.Reports;

/// <summary>Two models on the same questions.</summary>
public sealed record ReportComparison
{
    /// <summary>Id of the first model.</summary>
    public required string A { get; init; }

    /// <summary>Id of the second model.</summary>
    public required string B { get; init; }

    /// <summary>The task.</summary>
    public required string Task { get; init; }

    /// <summary>The slice.</summary>
    public required string Slice { get; init; }

    /// <summary>Questions that both models have an outcome for.</summary>
    public required int N { get; init; }

    /// <summary>Questions that only A has right; of the task <c>localization</c> those for which A has the higher score.</summary>
    public required int OnlyA { get; init; }

    /// <summary>The same of B.</summary>
    public required int OnlyB { get; init; }

    /// <summary>Accuracy (of the task <c>localization</c>, mean score) of A minus that of B on those questions.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double? Difference { get; init; }

    /// <summary>95% interval of the difference (paired bootstrap, clustered by image).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    [JsonPropertyName("ci95")]
    public required IReadOnlyList<double>? Ci95 { get; init; }

    /// <summary>Exact two-sided McNemar p-value, which is that of the sign test over questions where one of the two is better.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double? P { get; init; }

    /// <summary><see cref="P"/> after Holm's correction over the slices of this pair.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double? PHolm { get; init; }

    /// <summary>
    /// The least true difference that these questions would show as significant (80% power, two-sided 5%), from the share
    /// of questions that only one has right (of scores: from the spread of their differences), with the questions of an image
    /// counted together; null where there is none.
    /// </summary>
    public double? MinimumDetectableEffect { get; init; }

    /// <summary>
    /// Of a model against its control <c>shuffled-image</c>: how often the shown image has the same correct answer. Where that is at
    /// least two thirds, <see cref="Verdict"/> is <c>better</c> or <c>undecided</c>. Null for other comparisons.
    /// </summary>
    public ReportSameAnswer? SameAnswer { get; init; }

    /// <summary><c>better</c>, <c>worse</c>, <c>equivalent</c> or <c>undecided</c>, of A against B.</summary>
    public required string Verdict { get; init; }
}
