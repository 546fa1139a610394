namespace MuBench.Pipeline.Embeddings;

/// <summary>What an export wrote.</summary>
/// <param name="Images">Rows of images: an item of several images has one.</param>
/// <param name="Texts">Rows of texts.</param>
/// <param name="Dimensions">Length of an embedding.</param>
/// <param name="Skipped">Items with an image that could not be read, with the first reason; null where there was none.</param>
public sealed record EmbeddingExportResult(int Images, int Texts, int Dimensions, (int Images, string Reason)? Skipped);
