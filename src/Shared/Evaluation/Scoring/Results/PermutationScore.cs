using System.Text.Json.Serialization;

namespace MuBench.Scoring.Results;

/// <summary>A model's scores on a task under other orders of the options.</summary>
public sealed record PermutationScore
{
    /// <summary>The task.</summary>
    public required string Task { get; init; }

    /// <summary>The accuracy of each order; number 0 is the stored order, which is scored.</summary>
    public required IReadOnlyList<OrderScore> Orders { get; init; }

    /// <summary>Correct responses divided by responses, over all further orders.</summary>
    public double? MeanAccuracy { get; init; }

    /// <summary>95% interval of <see cref="MeanAccuracy"/> (clustered by image).</summary>
    [JsonPropertyName("ci95")]
    public IReadOnlyList<double>? Ci95 { get; init; }

    /// <summary>The positions of the further orders, from A on.</summary>
    public required IReadOnlyList<PositionScore> Positions { get; init; }

    /// <summary>Number of responses to the further orders from which the strict protocol reads no option.</summary>
    public required int Unread { get; init; }

    /// <summary>
    /// Number of responses to the further orders from which it reads an option: the denominator of the shares in <see
    /// cref="Positions"/>. Null in reports of versions without it.
    /// </summary>
    public int? Read { get; init; }

    /// <summary>Whether every answered question of the further orders had its options in stored order, so that no effect was measured.</summary>
    [JsonIgnore]
    public bool MeasuresNothing => Orders.Skip(1).All(order => order.Reordered == 0);
}
