using System.Text.Json.Serialization;
using MuBench.Scoring.Slices;

namespace MuBench.Scoring.Results;

/// <summary>
/// The accuracy of a model of a sampled run, estimated for all questions with the help of other models' answers (prediction-powered inference). It
/// stands beside the plain estimate and is never an official result.
/// </summary>
public sealed record ReportAssisted
{
    /// <summary>The task: <c>all</c>, <c>coarse</c>, <c>fine</c>, ...</summary>
    public required string Task { get; init; }

    /// <summary>The slice: <c>all</c> for the whole task, as in documents of earlier versions, which name none.</summary>
    public string Slice { get; init; } = SliceRules.All;

    /// <summary>Number of answered questions of the sample.</summary>
    public required int N { get; init; }

    /// <summary>Their share of the questions of the population, 0 to 1.</summary>
    public required double Sampled { get; init; }

    /// <summary>The plain estimate: the share of right answers in the sample.</summary>
    public required double Plain { get; init; }

    /// <summary>Its 95% interval.</summary>
    [JsonPropertyName("plainCi95")]
    public required IReadOnlyList<double> PlainCi95 { get; init; }

    /// <summary>The assisted estimate, 0 to 1.</summary>
    public required double Accuracy { get; init; }

    /// <summary>Its 95% interval, never wider than the plain one.</summary>
    [JsonPropertyName("ci95")]
    public required IReadOnlyList<double> Ci95 { get; init; }

    /// <summary>The method of the interval.</summary>
    public required string Interval { get; init; }

    /// <summary>The weight of the predictions, 0 to 1; with 0 the estimate is the plain one.</summary>
    public required double Lambda { get; init; }

    /// <summary>How many times as many images a plain sample would need for the same precision, at least 1; without the correction for the finite population.</summary>
    public required double EffectiveSize { get; init; }

    /// <summary>Ids of the models whose answers helped.</summary>
    public required IReadOnlyList<string> Helpers { get; init; }
}
