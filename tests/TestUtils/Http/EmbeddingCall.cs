namespace MuBench.TestUtils.Http;

/// <summary>A call that a server of embeddings received.</summary>
/// <param name="Model">The requested model.</param>
/// <param name="Modality">The kind of the inputs.</param>
/// <param name="Inputs">Texts or data URIs.</param>
/// <param name="Authorization">The header; empty if there was none.</param>
public sealed record EmbeddingCall(string Model, string Modality, IReadOnlyList<string> Inputs, string Authorization);
