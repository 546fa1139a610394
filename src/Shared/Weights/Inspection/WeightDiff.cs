namespace MuBench.Weights.Inspection;

/// <summary>The differences between two models.</summary>
/// <param name="A">The first weight file.</param>
/// <param name="B">The second weight file.</param>
/// <param name="Faults">Why the models could not be mixed, one line each: missing and extra tensors, shapes, types, the graph.</param>
/// <param name="Tensors">The tensors that both models have in the same shape; the largest relative difference comes first.</param>
/// <param name="RelativeL2">‖b − a‖ / ‖a‖ over all these tensors.</param>
/// <param name="Cosine">The cosine over all these tensors.</param>
public sealed record WeightDiff(
    string A, string B, IReadOnlyList<string> Faults, IReadOnlyList<TensorDifference> Tensors, double? RelativeL2 = null, double? Cosine = null);
