namespace MuBench.Pipeline.Embeddings;

/// <summary>Asks for the embeddings of a run's images and captions under one of its contrastive models.</summary>
/// <param name="RunId">A planned run.</param>
/// <param name="ModelId">The model's id in the manifest.</param>
/// <param name="File">The Parquet file to write.</param>
/// <param name="Replace">Write over a file that is there.</param>
public sealed record EmbeddingExportRequest(string RunId, string ModelId, string File, bool Replace);
