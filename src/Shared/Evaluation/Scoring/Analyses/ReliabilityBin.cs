using System.Text.Json.Serialization;

namespace MuBench.Scoring.Analyses;

/// <summary>
/// The questions whose probability lies in one range: the model's confidence and its accuracy. Bins without a question
/// are left out.
/// </summary>
public sealed record ReliabilityBin
{
    /// <summary>The bin's lower end, not included unless it is 0: its edge for bins of equal width, else its lowest probability.</summary>
    public required double Low { get; init; }

    /// <summary>The bin's upper end, included.</summary>
    public required double High { get; init; }

    /// <summary>Number of questions.</summary>
    public required int N { get; init; }

    /// <summary>Mean probability of the questions.</summary>
    public required double Confidence { get; init; }

    /// <summary>Share of these questions that are answered correctly.</summary>
    public required double Accuracy { get; init; }

    /// <summary>95% interval of <see cref="Accuracy"/>, clustered by image; left out for bins that are not drawn.</summary>
    [JsonPropertyName("ci95")]
    public IReadOnlyList<double>? Ci95 { get; init; }
}
