namespace MuBench.TestUtils.Http;

/// <summary>A call that a server of embeddings got.</summary>
/// <param name="Model">The model asked for.</param>
/// <param name="Modality">What is embedded.</param>
/// <param name="Inputs">Texts or data URIs.</param>
/// <param name="Authorization">The header, empty where there was none.</param>
public sealed record EmbeddingCall(string Model, string Modality, IReadOnlyList<string> Inputs, string Authorization);
