namespace MuBench.Contrastive.References;

/// <summary>One comparison of a model with its reference values.</summary>
/// <param name="Input">What was embedded, in words.</param>
/// <param name="Compared">What was compared: <c>tokens</c>, <c>embedding</c>, <c>logit scale</c> or <c>logit bias</c>.</param>
/// <param name="Difference">The greatest difference of a number; null if the values cannot be subtracted.</param>
/// <param name="Limit">The greatest allowed difference; null where the values must be equal.</param>
/// <param name="Cosine">The cosine of the two embeddings; null for other values.</param>
/// <param name="Fault">How the values differ, in words; null if they agree.</param>
public sealed record ComparedInput(string Input, string Compared, double? Difference, double? Limit, double? Cosine, string? Fault)
{
    /// <summary>Whether the values agree.</summary>
    public bool Agrees => Fault is null;
}
