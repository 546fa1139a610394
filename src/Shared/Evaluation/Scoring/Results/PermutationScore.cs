using System.Text.Json.Serialization;

namespace MuBench.Scoring.Results;

/// <summary>How a model fares on a task when the options stand in another order.</summary>
public sealed record PermutationScore
{
    /// <summary>The task.</summary>
    public required string Task { get; init; }

    /// <summary>The accuracy of each order; number 0 is the stored one, which is scored.</summary>
    public required IReadOnlyList<OrderScore> Orders { get; init; }

    /// <summary>Correct answers over answers, the further orders together.</summary>
    public double? MeanAccuracy { get; init; }

    /// <summary>95% interval of <see cref="MeanAccuracy"/> (clustered by image).</summary>
    [JsonPropertyName("ci95")]
    public IReadOnlyList<double>? Ci95 { get; init; }

    /// <summary>The places of the further orders, from A on.</summary>
    public required IReadOnlyList<PositionScore> Positions { get; init; }

    /// <summary>Answers to the further orders that the strict protocol reads no option from.</summary>
    public required int Unread { get; init; }

    /// <summary>Answers to the further orders that it reads an option from: what the shares of <see cref="Positions"/> are of. Null in reports of versions without it.</summary>
    public int? Read { get; init; }

    /// <summary>Whether no answered question of the further orders had its options in another order than the stored one, so that nothing of an effect was measured.</summary>
    [JsonIgnore]
    public bool MeasuresNothing => Orders.Skip(1).All(order => order.Reordered == 0);
}
