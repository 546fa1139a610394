namespace MuBench.Inference.Http;

/// <summary>A request for embeddings: of texts or of images.</summary>
/// <param name="Model">The model asked for.</param>
/// <param name="Texts">The texts; null where images are embedded.</param>
/// <param name="Images">The encoded images; null where texts are embedded.</param>
/// <param name="AsBase64">Vectors are answered as base64 of their little-endian 32-bit floats.</param>
/// <param name="Dimensions">The length of vectors that the caller expects; null where it does not say.</param>
internal sealed record EmbeddingRequest(string Model, IReadOnlyList<string>? Texts, IReadOnlyList<byte[]>? Images, bool AsBase64, int? Dimensions)
{
    /// <summary>Number of inputs.</summary>
    public int Count => Texts?.Count ?? Images!.Count;

    /// <summary>What is embedded.</summary>
    public string Modality => Texts is null ? MuBench.Inference.Serving.ServedModel.ImageModality : MuBench.Inference.Serving.ServedModel.TextModality;
}
