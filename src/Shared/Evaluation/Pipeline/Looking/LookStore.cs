using System.Text.Json;
using MuBench.Scoring.Stopping;
using MuBench.Storage;

namespace MuBench.Pipeline.Looking;

/// <summary>Reads and writes the looks of a sampled run.</summary>
internal static class LookStore
{
    /// <summary>Reads a look.</summary>
    /// <exception cref="ArtifactNotFoundException">The look was not taken.</exception>
    public static async Task<RunLook> ReadAsync(IArtifactStore store, string runId, int look, CancellationToken cancellationToken)
    {
        var path = StoreLayout.RunLook(runId, look);
        var document = await JsonDocuments.TryReadAsync(store, path, PipelineJsonContext.Default.RunLook, cancellationToken).ConfigureAwait(false)
            ?? throw new ArtifactNotFoundException(path, store.Description);
        return document.FormatVersion == RunLook.CurrentFormatVersion
            ? document
            : throw JsonDocuments.WrongVersion(path, document.FormatVersion, RunLook.CurrentFormatVersion);
    }

    /// <summary>Reads the first looks of a run.</summary>
    public static async Task<IReadOnlyList<RunLook>> ReadAllAsync(IArtifactStore store, string runId, int looks, CancellationToken cancellationToken) =>
        await Task.WhenAll(Enumerable.Range(1, looks).Select(look => ReadAsync(store, runId, look, cancellationToken))).ConfigureAwait(false);

    /// <summary>Writes a look.</summary>
    public static Task WriteAsync(IArtifactStore store, string runId, RunLook look, CancellationToken cancellationToken) =>
        store.WriteAsync(StoreLayout.RunLook(runId, look.Look), JsonSerializer.SerializeToUtf8Bytes(look, PipelineJsonContext.Default.RunLook), cancellationToken);
}
