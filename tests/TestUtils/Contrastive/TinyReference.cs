namespace MuBench.TestUtils.Contrastive;

/// <summary>PyTorch's results for the tiny model (data/reference.json).</summary>
public sealed record TinyReference(IReadOnlyList<TinyReference.Picture> Images, IReadOnlyList<TinyReference.ReferenceCaption> Texts)
{
    public sealed record Picture(string File, float[] Embedding, float[] FirstPixels, double Sum);

    public sealed record ReferenceCaption(string Text, float[] Embedding);
}
