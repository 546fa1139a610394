using System.Text.Json;
using MuBench.Storage;

namespace MuBench.Pipeline.Assisting;

/// <summary>Reads and writes the helpers of a sampled run.</summary>
internal static class HelperStore
{
    /// <summary>Reads the helpers; null if the run has none.</summary>
    /// <exception cref="UserException">The document is damaged.</exception>
    public static async Task<RunHelpers?> TryReadAsync(IArtifactStore store, string runId, CancellationToken cancellationToken)
    {
        var path = StoreLayout.RunHelpers(runId);
        if (await JsonDocuments.TryReadAsync(store, path, PipelineJsonContext.Default.RunHelpers, cancellationToken).ConfigureAwait(false) is not { } document)
            return null;
        if (document.FormatVersion != RunHelpers.CurrentFormatVersion)
            throw JsonDocuments.WrongVersion(path, document.FormatVersion, RunHelpers.CurrentFormatVersion);
        return document.Helpers.All(helper => helper.Right.Length == document.Questions && (helper.Probabilities?.Length ?? 2 * document.Questions) == 2 * document.Questions)
            ? document
            : throw new UserException($"{path} is damaged: a helper has another number of answers than {document.Questions:N0}. Delete the file and run the manifest again: nothing is asked twice.");
    }

    /// <summary>Writes the helpers, or removes earlier ones if there are none.</summary>
    public static Task WriteAsync(IArtifactStore store, string runId, RunHelpers? helpers, CancellationToken cancellationToken) => helpers is null
        ? store.DeleteAsync(StoreLayout.RunHelpers(runId), cancellationToken)
        : store.WriteAsync(StoreLayout.RunHelpers(runId), JsonSerializer.SerializeToUtf8Bytes(helpers, PipelineJsonContext.Default.RunHelpers), cancellationToken);
}
