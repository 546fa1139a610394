namespace MuBench.Pipeline.Embeddings;

/// <summary>The result of an export.</summary>
/// <param name="Images">Number of rows of images: an item of several images has one.</param>
/// <param name="Texts">Number of rows of texts.</param>
/// <param name="Dimensions">Length of an embedding.</param>
/// <param name="Skipped">Number of items with an image that could not be read, with the first reason; null if there were none.</param>
public sealed record EmbeddingExportResult(int Images, int Texts, int Dimensions, (int Images, string Reason)? Skipped);
