using System.Text.Json.Serialization;

namespace MuBench.Scoring.Analyses;

/// <summary>The reliability of a model's probabilities on one task. Lower values are better; 0 is perfect.</summary>
/// <remarks>
/// Computed over the answered questions with probabilities: those whose similarities are all finite, or whose response names an option by a token
/// with log-probabilities. Without such questions the numbers are null and the bins are empty.
/// </remarks>
public sealed record TaskCalibration
{
    /// <summary>The task: <c>all</c>, <c>coarse</c> or <c>fine</c>.</summary>
    public required string Task { get; init; }

    /// <summary>Number of questions.</summary>
    public required int N { get; init; }

    /// <summary>Number of further responses with log-probabilities from which no option was read; null for models that are not chat models.</summary>
    public int? Unread { get; init; }

    /// <summary>Number of further responses that were logged without log-probabilities; null for models that are not chat models.</summary>
    public int? WithoutLogprobs { get; init; }

    /// <summary>Number of further responses that name their option by no token of its letter; null for models that are not chat models.</summary>
    public int? WithoutLetter { get; init; }

    /// <summary>
    /// Mean probability of all offered letters together before they are scaled to 1; null for models that are not chat models. Where it is low, much
    /// of the probability went to other tokens.
    /// </summary>
    public double? LetterShare { get; init; }

    /// <summary>Accuracy over these questions.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double? Accuracy { get; init; }

    /// <summary>Mean probability of the chosen option. If it is above <see cref="Accuracy"/>, the model is overconfident.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double? Confidence { get; init; }

    /// <summary>Brier score (1950) over all options: mean of sum (p - y)^2, 0 to 2.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double? Brier { get; init; }

    /// <summary>Brier score of the chosen option alone: mean of (confidence - correct)^2, 0 to 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double? BrierTopLabel { get; init; }

    /// <summary>The authors' number: mean of (probability of the correct option - correct)^2, 0 to 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double? BrierAuthors { get; init; }

    /// <summary>Expected calibration error over <see cref="Bins"/>: sum of n/N x |accuracy - confidence|, 0 to 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double? Ece { get; init; }

    /// <summary>The same over <see cref="EqualMassBins"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double? EceEqualMass { get; init; }

    /// <summary>15 bins of equal width over the confidence.</summary>
    public required IReadOnlyList<ReliabilityBin> Bins { get; init; }

    /// <summary>15 bins with equally many questions each; equal confidences share a bin.</summary>
    public required IReadOnlyList<ReliabilityBin> EqualMassBins { get; init; }

    /// <summary>The authors' curve: 100 bins of equal width over the probability of the correct option.</summary>
    public required IReadOnlyList<ReliabilityBin> AuthorsBins { get; init; }
}
