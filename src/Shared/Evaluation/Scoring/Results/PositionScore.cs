using System.Text.Json.Serialization;

namespace MuBench.Scoring.Results;

/// <summary>One position in the display order of the options.</summary>
public sealed record PositionScore
{
    /// <summary>The letter of the position.</summary>
    public required string Letter { get; init; }

    /// <summary>Number of answered questions with the correct option at this position.</summary>
    public required int N { get; init; }

    /// <summary>The accuracy on these questions under the report's protocol, 0 to 1; null if there are none.</summary>
    public double? Accuracy { get; init; }

    /// <summary>95% interval of <see cref="Accuracy"/> (clustered by image).</summary>
    [JsonPropertyName("ci95")]
    public IReadOnlyList<double>? Ci95 { get; init; }

    /// <summary>Share of this letter among the responses from which the strict protocol reads an option.</summary>
    public double? AnswerShare { get; init; }

    /// <summary>
    /// Share of the same questions whose correct option was at this position: the <see cref="AnswerShare"/> of a
    /// perfect, unbiased model.
    /// </summary>
    public double? GoldShare { get; init; }
}
