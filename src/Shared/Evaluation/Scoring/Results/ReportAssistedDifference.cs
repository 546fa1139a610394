using System.Text.Json.Serialization;

namespace MuBench.Scoring.Results;

/// <summary>
/// The difference of two models of a sampled run, estimated for all questions with the help of other models' answers. It stands beside the plain difference;
/// the verdicts of a stopping rule are not made from it.
/// </summary>
public sealed record ReportAssistedDifference
{
    /// <summary>The share of the population's questions that both models answered, 0 to 1.</summary>
    public required double Sampled { get; init; }

    /// <summary>The assisted estimate of the difference, -1 to 1.</summary>
    public required double Difference { get; init; }

    /// <summary>Its 95% interval, never wider than the plain one of a fixed sample.</summary>
    [JsonPropertyName("ci95")]
    public required IReadOnlyList<double> Ci95 { get; init; }

    /// <summary>The method of the interval.</summary>
    public required string Interval { get; init; }

    /// <summary>Two-sided p-value of no difference, as in <see cref="ReportComparison.P"/>.</summary>
    public required double P { get; init; }

    /// <summary><see cref="P"/> after Holm's correction over the comparisons of this pair in the same family.</summary>
    public required double PHolm { get; init; }

    /// <summary>The weight of the predictions, 0 to 1; with 0 the estimate is the plain one.</summary>
    public required double Lambda { get; init; }

    /// <summary>How many times as many images a plain sample would need for the same precision, at least 1; without the correction for the finite population.</summary>
    public required double EffectiveSize { get; init; }

    /// <summary>The verdict of the assisted estimate on A against B: <c>better</c>, <c>worse</c>, <c>equivalent</c> or <c>undecided</c>.</summary>
    public required string Verdict { get; init; }
}
