using System.Text.Json.Serialization;

namespace MuBench.Scoring.Analyses;

/// <summary>The questions whose correct option has a length within one range.</summary>
public sealed record LengthBin
{
    /// <summary>Number of characters of the shortest correct option.</summary>
    public required int Shortest { get; init; }

    /// <summary>Number of characters of the longest correct option.</summary>
    public required int Longest { get; init; }

    /// <summary>Number of answered questions.</summary>
    public required int N { get; init; }

    /// <summary>Accuracy over these, 0 to 1; null if there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double? Accuracy { get; init; }

    /// <summary>95% interval of the accuracy, clustered by image.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    [JsonPropertyName("ci95")]
    public required IReadOnlyList<double>? Ci95 { get; init; }

    /// <summary>Mean probability of the correct option, which the authors plot against its length; null if there are no probabilities.</summary>
    public double? GoldProbability { get; init; }
}
