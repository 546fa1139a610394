namespace MuBench.Weights.Inspection;

/// <summary>How much a tensor differs between two models, a and b.</summary>
/// <param name="Name">Its name, by which the two models are matched.</param>
/// <param name="TypeA">The element type in the first model.</param>
/// <param name="TypeB">The element type in the second model.</param>
/// <param name="Shape">The shape in the first model.</param>
/// <param name="Identical">Whether all elements are equal.</param>
/// <param name="MaxAbs">The largest |b − a|; null if it is not finite, or if the elements are whole numbers.</param>
/// <param name="RelativeL2">‖b − a‖ / ‖a‖; null if it is not finite.</param>
/// <param name="Cosine">The cosine between a and b; null if one is zero.</param>
public sealed record TensorDifference(
    string Name, string TypeA, string TypeB, IReadOnlyList<long> Shape, bool Identical, double? MaxAbs = null, double? RelativeL2 = null, double? Cosine = null);
