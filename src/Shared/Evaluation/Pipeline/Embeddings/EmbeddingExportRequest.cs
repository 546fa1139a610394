namespace MuBench.Pipeline.Embeddings;

/// <summary>A request for the embeddings of a run's images and captions from one of its contrastive models.</summary>
/// <param name="RunId">A planned run.</param>
/// <param name="ModelId">The model's id in the manifest.</param>
/// <param name="File">The Parquet file to write.</param>
/// <param name="Replace">Whether an existing file is replaced.</param>
public sealed record EmbeddingExportRequest(string RunId, string ModelId, string File, bool Replace);
