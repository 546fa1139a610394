namespace MuBench.Contrastive.References;

/// <summary>A text, and what the model computes for it.</summary>
/// <param name="Text">The text.</param>
/// <param name="Embedding">The text's vector, scaled to length 1.</param>
/// <param name="Tokens">Its token ids with those at its ends, without padding; null if they are not stated.</param>
public sealed record ReferenceText(string Text, IReadOnlyList<float> Embedding, IReadOnlyList<int>? Tokens = null);
