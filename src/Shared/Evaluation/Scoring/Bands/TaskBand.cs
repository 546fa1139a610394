using System.Text.Json.Serialization;
using MuBench.Scoring.Matching;
using MuBench.Scoring.Slices;

namespace MuBench.Scoring.Bands;

/// <summary>A task's accuracy under each reader, over the same answered questions with options.</summary>
/// <remarks>Missing numbers are written as null, so that a reader can require every field.</remarks>
public sealed record TaskBand
{
    /// <inheritdoc cref="SliceScore.Task"/>
    public required string Task { get; init; }

    /// <summary>The denominator of all three accuracies: answered questions with options.</summary>
    public required int N { get; init; }

    /// <summary>Accuracy under <see cref="Protocols.Official"/>, 0 to 1; null if <see cref="N"/> is 0.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double? Official { get; init; }

    /// <summary>Accuracy under <see cref="Protocols.Strict"/>, 0 to 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double? Strict { get; init; }

    /// <summary>Accuracy under <see cref="Protocols.Lenient"/>, 0 to 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double? Lenient { get; init; }

    /// <summary>The lowest of the three.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double? Lowest { get; init; }

    /// <summary>The highest of the three.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double? Highest { get; init; }

    /// <summary>Number of questions that are correct under one reader and not under another.</summary>
    public required int Disagreeing { get; init; }
}
