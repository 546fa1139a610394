using System.Text.Json;
using MuBench.Contrastive;
using MuBench.Storage;

namespace MuBench.Models;

/// <summary>Reads and writes <c>model.json</c> of the response log.</summary>
internal static class ModelFactsStore
{
    /// <summary>Writes the facts of a model, replacing earlier ones.</summary>
    public static Task WriteAsync(IArtifactStore store, string modelKey, ModelFacts facts, CancellationToken cancellationToken) =>
        store.WriteAsync(
            StoreLayout.ModelFacts(modelKey), JsonSerializer.SerializeToUtf8Bytes(facts, ContrastiveJsonContext.Default.ModelFacts), cancellationToken);

    /// <summary>Reads the facts of a model; null if there are none.</summary>
    public static async Task<ModelFacts?> TryReadAsync(IArtifactStore store, string modelKey, CancellationToken cancellationToken)
    {
        var path = StoreLayout.ModelFacts(modelKey);
        if (await store.TryReadAsync(path, cancellationToken).ConfigureAwait(false) is not { } json)
            return null;
        var facts = JsonDocuments.Read(json, ContrastiveJsonContext.Default.ModelFacts, path);
        return facts.FormatVersion == ModelFacts.CurrentFormatVersion
            ? facts
            : throw JsonDocuments.WrongVersion(path, facts.FormatVersion, ModelFacts.CurrentFormatVersion);
    }
}
