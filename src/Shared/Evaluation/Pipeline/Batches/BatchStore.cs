using System.Text.Json;
using MuBench.Models;
using MuBench.Models.Batch;
using MuBench.Storage;

namespace MuBench.Pipeline.Batches;

/// <summary>Keeps the documents of a run's batches.</summary>
internal static class BatchStore
{
    /// <summary>The batches of one shard of a model, in order of creation.</summary>
    public static async Task<List<BatchDocument>> ReadAsync(IArtifactStore store, string runId, string modelId, int shard, CancellationToken cancellationToken)
    {
        var documents = new List<BatchDocument>();
        for (var number = 0; ; number++)
        {
            var path = StoreLayout.RunBatch(runId, modelId, shard, number);
            if (await store.TryReadAsync(path, cancellationToken).ConfigureAwait(false) is not { } json)
                return documents;
            documents.Add(Parse(json, path));
        }
    }

    /// <summary>All open batches of a run.</summary>
    public static async Task<IReadOnlyList<BatchDocument>> ReadOpenAsync(IArtifactStore store, string runId, CancellationToken cancellationToken)
    {
        var open = new List<BatchDocument>();
        await foreach (var file in store.ListAsync(StoreLayout.RunBatches(runId), cancellationToken).ConfigureAwait(false))
        {
            if (await store.TryReadAsync(file.Path, cancellationToken).ConfigureAwait(false) is { } json && Parse(json, file.Path) is { IsOpen: true } document)
                open.Add(document);
        }

        return open;
    }

    /// <summary>Writes a new batch's document; false if there is one already.</summary>
    public static Task<bool> TryCreateAsync(IArtifactStore store, BatchDocument document, CancellationToken cancellationToken) =>
        store.TryCreateAsync(PathOf(document), Bytes(document), cancellationToken);

    /// <summary>Writes the current state of a batch.</summary>
    public static Task WriteAsync(IArtifactStore store, BatchDocument document) =>
        // The caller's token is not used: what was sent to the provider must be recorded.
        store.WriteAsync(PathOf(document), Bytes(document), CancellationToken.None);

    private static StorePath PathOf(BatchDocument document) => StoreLayout.RunBatch(document.RunId, document.ModelId, document.Shard, document.Number);

    private static byte[] Bytes(BatchDocument document) => JsonSerializer.SerializeToUtf8Bytes(document, ModelJsonContext.Default.BatchDocument);

    private static BatchDocument Parse(byte[] json, StorePath path)
    {
        var document = JsonDocuments.Read(json, ModelJsonContext.Default.BatchDocument, path);
        return document.FormatVersion == BatchDocument.CurrentFormatVersion
            ? document
            : throw JsonDocuments.WrongVersion(path, document.FormatVersion, BatchDocument.CurrentFormatVersion);
    }
}
