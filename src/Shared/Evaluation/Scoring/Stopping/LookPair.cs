using System.Text.Json.Serialization;

namespace MuBench.Scoring.Stopping;

/// <summary>Two models at a look.</summary>
public sealed record LookPair
{
    /// <summary>Id of the first model.</summary>
    public required string A { get; init; }

    /// <summary>Id of the second model.</summary>
    public required string B { get; init; }

    /// <summary>Number of images that both were asked about so far.</summary>
    public required int Images { get; init; }

    /// <summary>The estimated accuracy of A minus that of B over the population.</summary>
    public required double Difference { get; init; }

    /// <summary>The ends of the interval of the difference. The intervals of all pairs and looks together hold with the confidence 1 - α.</summary>
    public required IReadOnlyList<double> Interval { get; init; }

    /// <summary>The e-value against no difference, as its logarithm to base 10.</summary>
    [JsonPropertyName("log10E")]
    public required double Log10E { get; init; }

    /// <summary>The verdict: <c>better</c>, <c>worse</c>, <c>equivalent</c> or <c>undecided</c>. A verdict stays.</summary>
    public required string Verdict { get; init; }

    /// <summary>The look at which the verdict was reached; null if there is none.</summary>
    public int? DecidedAt { get; init; }
}
