namespace MuBench.Tests.Models.Contrastive;

/// <summary>data/reference.json: what PyTorch says of the tiny model.</summary>
internal sealed record TinyReference(IReadOnlyList<TinyReference.Picture> Images, IReadOnlyList<TinyReference.Caption> Texts)
{
    public sealed record Picture(string File, float[] Embedding, float[] FirstPixels, double Sum);

    public sealed record Caption(string Text, float[] Embedding);
}
