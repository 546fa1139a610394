using System.Text.Json.Serialization;
using MuBench.Statistics;

namespace MuBench.Scoring.Slices;

/// <summary>
/// The score of one model on one slice of one task under one protocol: the accuracy, or for the task
/// <c>localization</c> the mean of the <see cref="Metric"/>.
/// </summary>
/// <remarks>Missing numbers are written as null, so that a reader can require every field.</remarks>
public sealed record SliceScore
{
    /// <summary>The task: <c>all</c>, <c>coarse</c>, <c>fine</c>, ...</summary>
    public required string Task { get; init; }

    /// <summary>
    /// The slice: <c>all</c>, a question key, <c>dataset:SOURCE</c>, <c>pathology</c>, <c>h&amp;e</c>; for contrastive
    /// models a template such as <c>template:_0</c> or <c>template:ensemble</c>.
    /// </summary>
    public required string Slice { get; init; }

    /// <summary><c>official</c> or <c>strict</c>.</summary>
    public required string Protocol { get; init; }

    /// <summary>
    /// The metric of <see cref="Accuracy"/>: null for accuracy, else one of <see cref="Metrics"/>, such as <c>grit</c>.
    /// Numbers of different metrics are not comparable.
    /// </summary>
    public string? Metric { get; init; }

    /// <summary>The denominator: number of questions with an outcome other than failed and notRun.</summary>
    public required int N { get; init; }

    /// <summary>Correct responses divided by <see cref="N"/>, or the mean of the metric, 0 to 1; null if <see cref="N"/> is 0.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double? Accuracy { get; init; }

    /// <summary>
    /// 95% interval clustered by image, within 0 and 1; <see cref="Interval"/> names the method. Null if <see
    /// cref="N"/> is 0.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    [JsonPropertyName("ci95")]
    public required IReadOnlyList<double>? Ci95 { get; init; }

    /// <summary>
    /// The method of <see cref="Ci95"/>, one of <see cref="IntervalKinds"/>; null if there is no interval, and in
    /// documents of versions whose intervals were basic bootstraps over images.
    /// </summary>
    public string? Interval { get; init; }

    /// <summary>
    /// Half-width of the authors' interval: upper end of the basic bootstrap over questions minus the mean. Null for
    /// metrics other than accuracy, for which the authors give none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double? HalfWidth { get; init; }

    /// <summary>The accuracy if all missing (failed or notRun) questions were wrong.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double? Lowest { get; init; }

    /// <summary>The accuracy if all missing questions were correct.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double? Highest { get; init; }
}
