namespace MuBench.Weights.Inspection;

/// <summary>How two models differ.</summary>
/// <param name="A">The first weight file.</param>
/// <param name="B">The second weight file.</param>
/// <param name="Faults">Why they could not be combined, a line each: missing and extra tensors, shapes, types, the graph.</param>
/// <param name="Tensors">What both have in the same shape; what moved most, relative to its size, comes first.</param>
/// <param name="RelativeL2">‖b − a‖ / ‖a‖ over all of them.</param>
/// <param name="Cosine">The cosine between all of them.</param>
public sealed record WeightDiff(
    string A, string B, IReadOnlyList<string> Faults, IReadOnlyList<TensorDifference> Tensors, double? RelativeL2 = null, double? Cosine = null);
