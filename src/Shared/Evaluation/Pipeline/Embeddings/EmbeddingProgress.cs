namespace MuBench.Pipeline.Embeddings;

/// <summary>Progress of an export.</summary>
/// <param name="Images">Number of images done.</param>
/// <param name="Total">Number of images of the run.</param>
/// <param name="Texts">Number of texts written.</param>
public sealed record EmbeddingProgress(int Images, int Total, int Texts);
