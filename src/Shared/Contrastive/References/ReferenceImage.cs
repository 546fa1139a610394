namespace MuBench.Contrastive.References;

/// <summary>A picture made by a rule (<see cref="ReferencePicture"/>), and what the model computes for it.</summary>
/// <param name="Pattern">The rule: 0, 1 or 2.</param>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="Embedding">The image's vector, scaled to length 1.</param>
public sealed record ReferenceImage(int Pattern, int Width, int Height, IReadOnlyList<float> Embedding);
