namespace MuBench.Models.Contrastive.Remote;

/// <summary>The response to one request.</summary>
/// <param name="Vectors">Vectors of length 1, in the order of the request.</param>
/// <param name="Model">The model that the server names in its response.</param>
internal sealed record EmbeddingResult(float[][] Vectors, string? Model);
