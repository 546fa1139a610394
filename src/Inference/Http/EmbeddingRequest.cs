namespace MuBench.Inference.Http;

/// <summary>A request for embeddings of texts or of images.</summary>
/// <param name="Model">The id of the requested model.</param>
/// <param name="Texts">The texts; null if images are embedded.</param>
/// <param name="Images">The encoded images; null if texts are embedded.</param>
/// <param name="AsBase64">Whether vectors are returned as base64 of their little-endian 32-bit floats.</param>
/// <param name="Dimensions">The length of vectors that the caller expects; null if the request does not state it.</param>
internal sealed record EmbeddingRequest(string Model, IReadOnlyList<string>? Texts, IReadOnlyList<byte[]>? Images, bool AsBase64, int? Dimensions)
{
    /// <summary>Number of inputs.</summary>
    public int Count => Texts?.Count ?? Images!.Count;

    /// <summary>The kind of the inputs: image or text.</summary>
    public string Modality => Texts is null ? MuBench.Inference.Serving.ServedModel.ImageModality : MuBench.Inference.Serving.ServedModel.TextModality;
}
