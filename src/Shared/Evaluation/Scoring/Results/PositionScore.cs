using System.Text.Json.Serialization;

namespace MuBench.Scoring.Results;

/// <summary>One place among the options shown.</summary>
public sealed record PositionScore
{
    /// <summary>The letter of the place.</summary>
    public required string Letter { get; init; }

    /// <summary>Answered questions with the correct option at this place.</summary>
    public required int N { get; init; }

    /// <summary>The accuracy on them under the report's protocol; null if there are none.</summary>
    public double? Accuracy { get; init; }

    /// <summary>95% interval of <see cref="Accuracy"/> (clustered by image).</summary>
    [JsonPropertyName("ci95")]
    public IReadOnlyList<double>? Ci95 { get; init; }

    /// <summary>Share of the answers that the strict protocol reads an option from, and reads this letter.</summary>
    public double? AnswerShare { get; init; }

    /// <summary>Share of the same questions whose correct option stood here: what an unbiased, perfect model's <see cref="AnswerShare"/> would be.</summary>
    public double? GoldShare { get; init; }
}
