namespace MuBench.TestUtils.Contrastive;

/// <summary>data/reference.json: what PyTorch says of the tiny model.</summary>
public sealed record TinyReference(IReadOnlyList<TinyReference.Picture> Images, IReadOnlyList<TinyReference.ReferenceCaption> Texts)
{
    public sealed record Picture(string File, float[] Embedding, float[] FirstPixels, double Sum);

    public sealed record ReferenceCaption(string Text, float[] Embedding);
}
