namespace MuBench.Pipeline.Embeddings;

/// <summary>How far an export is.</summary>
/// <param name="Images">Images done.</param>
/// <param name="Total">Images of the run.</param>
/// <param name="Texts">Texts written.</param>
public sealed record EmbeddingProgress(int Images, int Total, int Texts);
