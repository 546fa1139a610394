namespace MuBench.Weights.Inspection;

/// <summary>How far a tensor moved from one model to another.</summary>
/// <param name="Name">The name by which both have it.</param>
/// <param name="TypeA">The element type in the first model.</param>
/// <param name="TypeB">The element type in the second model.</param>
/// <param name="Shape">The shape in the first model.</param>
/// <param name="Identical">Whether all elements are equal.</param>
/// <param name="MaxAbs">The largest |b − a|; absent where it is not finite, or elements are whole numbers.</param>
/// <param name="RelativeL2">‖b − a‖ / ‖a‖; absent where it is not finite.</param>
/// <param name="Cosine">The cosine between a and b; absent where one is zero.</param>
public sealed record TensorDifference(
    string Name, string TypeA, string TypeB, IReadOnlyList<long> Shape, bool Identical, double? MaxAbs = null, double? RelativeL2 = null, double? Cosine = null);
