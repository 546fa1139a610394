using System.Text.Json.Serialization;

namespace MuBench.Scoring.Results;

/// <summary>How steady a model's answers on a task are.</summary>
/// <remarks>Intervals are clustered by image; numbers that are not there are null.</remarks>
public sealed record RepeatScore
{
    /// <summary>The task.</summary>
    public required string Task { get; init; }

    /// <summary>Questions with an answer every time.</summary>
    public required int N { get; init; }

    /// <summary>Those whose answers do not all name the same option, as the strict protocol reads them; none read counts as an option of its own.</summary>
    public required int Flips { get; init; }

    /// <summary><see cref="Flips"/> over <see cref="N"/>.</summary>
    public double? FlipRate { get; init; }

    /// <summary>95% interval of <see cref="FlipRate"/>.</summary>
    [JsonPropertyName("flipCi95")]
    public IReadOnlyList<double>? FlipCi95 { get; init; }

    /// <summary>Accuracy of each time under the report's protocol, the first one first.</summary>
    public required IReadOnlyList<double?> Accuracies { get; init; }

    /// <summary>Answers of each time, which <see cref="Accuracies"/> are over; null in reports of versions without it.</summary>
    public IReadOnlyList<int>? Answers { get; init; }

    /// <summary>Correct answers over answers, all times together.</summary>
    public double? MeanAccuracy { get; init; }

    /// <summary>95% interval of <see cref="MeanAccuracy"/>.</summary>
    [JsonPropertyName("ci95")]
    public IReadOnlyList<double>? Ci95 { get; init; }
}
