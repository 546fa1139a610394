using System.Text.Json.Serialization;
using MuBench.Scoring.Slices;
using MuBench.Statistics;

namespace MuBench.Scoring.Results;

/// <summary>The comparison of two models on the same questions.</summary>
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

    /// <summary>Number of questions that both models answered.</summary>
    public required int N { get; init; }

    /// <summary>
    /// Number of questions that only A answered correctly; for the task <c>localization</c>, questions for which A has
    /// the higher score.
    /// </summary>
    public required int OnlyA { get; init; }

    /// <summary>The same for B.</summary>
    public required int OnlyB { get; init; }

    /// <summary>Accuracy (for the task <c>localization</c>, mean score) of A minus that of B on these questions.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double? Difference { get; init; }

    /// <summary>95% interval of the difference, paired and clustered by image; <see cref="Interval"/> names the method.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    [JsonPropertyName("ci95")]
    public required IReadOnlyList<double>? Ci95 { get; init; }

    /// <summary>
    /// The method of <see cref="Ci95"/>, one of <see cref="IntervalKinds"/>; null if there is no interval, and in
    /// documents of versions whose intervals were basic bootstraps.
    /// </summary>
    public string? Interval { get; init; }

    /// <summary>
    /// Two-sided p-value of no difference, clustered by image, not corrected. It is below 0.05 exactly if <see
    /// cref="Ci95"/> excludes 0. In documents without <see cref="Interval"/> it is what <see cref="PMcNemar"/> is now.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double? P { get; init; }

    /// <summary>
    /// Exact two-sided McNemar p-value, which is that of the sign test over questions where one of the two is better.
    /// It treats the questions of an image as independent. It decides nothing here, but other programs report it. Null
    /// in earlier documents.
    /// </summary>
    public double? PMcNemar { get; init; }

    /// <summary>
    /// <see cref="Families.Primary"/> or <see cref="Families.Exploratory"/>; null in documents of versions that
    /// corrected over all slices together.
    /// </summary>
    public string? Family { get; init; }

    /// <summary><see cref="P"/> after Holm's correction over the comparisons of this pair in the same <see cref="Family"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double? PHolm { get; init; }

    /// <summary>
    /// The smallest true difference that these questions would show as significant (80% power, two-sided 5%). It is
    /// computed from the share of questions that only one model answered correctly (for scores: from the spread of
    /// their differences), with the questions of an image counted together. Null if there is none.
    /// </summary>
    public double? MinimumDetectableEffect { get; init; }

    /// <summary>
    /// Only for a model against its control <c>shuffled-image</c>: how often the shown image has the same gold option.
    /// If that share is at least two thirds, <see cref="Verdict"/> is <c>better</c> or <c>undecided</c>. Null for other
    /// comparisons.
    /// </summary>
    public ReportSameAnswer? SameAnswer { get; init; }

    /// <summary>The difference with the help of other models' answers; null if the run is no sample, or if there is no estimate.</summary>
    public ReportAssistedDifference? Assisted { get; init; }

    /// <summary>
    /// The verdict on A against B: <c>better</c>, <c>worse</c>, <c>equivalent</c>, <c>identical</c> (the same response
    /// to every question) or <c>undecided</c>.
    /// </summary>
    public required string Verdict { get; init; }
}
