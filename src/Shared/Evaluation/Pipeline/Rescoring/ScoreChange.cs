using System.Text.Json.Serialization;

namespace MuBench.Pipeline.Rescoring;

/// <summary>A changed score: accuracy, its denominator, or an interval.</summary>
public sealed record ScoreChange
{
    /// <summary>The task.</summary>
    public required string Task { get; init; }

    /// <summary>The slice.</summary>
    public required string Slice { get; init; }

    /// <summary>The protocol.</summary>
    public required string Protocol { get; init; }

    /// <summary>The accuracy in the run's own scores, 0 to 1; null if there was none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double? Before { get; init; }

    /// <summary>The accuracy now, 0 to 1; null if there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double? After { get; init; }

    /// <summary>The 95% interval in the run's own scores; null if there was none.</summary>
    public IReadOnlyList<double>? BeforeCi95 { get; init; }

    /// <summary>The 95% interval now; null if there is none.</summary>
    public IReadOnlyList<double>? AfterCi95 { get; init; }

    /// <summary>The denominator in the run's own scores.</summary>
    public required int BeforeN { get; init; }

    /// <summary>The denominator now.</summary>
    public required int AfterN { get; init; }

    /// <summary>After minus before; null if one of them is missing.</summary>
    [JsonIgnore]
    public double? Difference => After - Before;
}
