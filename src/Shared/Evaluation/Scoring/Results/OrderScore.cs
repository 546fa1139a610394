namespace MuBench.Scoring.Results;

/// <summary>Accuracy under one order of the options.</summary>
/// <param name="Order">Number of the order; 0 is the stored one.</param>
/// <param name="N">Number of answered questions.</param>
/// <param name="Accuracy">Accuracy under the report's protocol; null if <paramref name="N"/> is 0.</param>
/// <param name="Reordered">
/// Number of answered questions whose options were in another order than the stored one: only these measure an effect
/// of the order. Null for the stored order, and in reports of versions without it.
/// </param>
public sealed record OrderScore(int Order, int N, double? Accuracy = null, int? Reordered = null);
