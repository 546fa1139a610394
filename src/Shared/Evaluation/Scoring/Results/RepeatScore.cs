using System.Text.Json.Serialization;

namespace MuBench.Scoring.Results;

/// <summary>The stability of a model's responses on a task.</summary>
/// <remarks>Intervals are clustered by image; missing numbers are null.</remarks>
public sealed record RepeatScore
{
    /// <summary>The task.</summary>
    public required string Task { get; init; }

    /// <summary>Number of questions with a response in every repeat.</summary>
    public required int N { get; init; }

    /// <summary>
    /// Number of these whose responses do not all name the same option under the strict protocol. An unread response
    /// counts as an option of its own.
    /// </summary>
    public required int Flips { get; init; }

    /// <summary><see cref="Flips"/> divided by <see cref="N"/>.</summary>
    public double? FlipRate { get; init; }

    /// <summary>95% interval of <see cref="FlipRate"/>.</summary>
    [JsonPropertyName("flipCi95")]
    public IReadOnlyList<double>? FlipCi95 { get; init; }

    /// <summary>Accuracy of each repeat under the report's protocol, the first one first.</summary>
    public required IReadOnlyList<double?> Accuracies { get; init; }

    /// <summary>
    /// Number of responses of each repeat, the denominators of <see cref="Accuracies"/>; null in reports of versions
    /// without it.
    /// </summary>
    public IReadOnlyList<int>? Answers { get; init; }

    /// <summary>Correct responses divided by responses, over all repeats.</summary>
    public double? MeanAccuracy { get; init; }

    /// <summary>95% interval of <see cref="MeanAccuracy"/>.</summary>
    [JsonPropertyName("ci95")]
    public IReadOnlyList<double>? Ci95 { get; init; }
}
