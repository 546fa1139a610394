using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace MuBench.Storage;

/// <summary>Reads persisted documents. Error messages name the file.</summary>
public static class JsonDocuments
{
    /// <summary>Parses a document.</summary>
    /// <exception cref="UserException">The document is damaged.</exception>
    public static T Read<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> type, StorePath path)
    {
        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw new JsonException("The document is null.");
        }
        catch (JsonException exception)
        {
            throw new UserException($"'{path}' in the store is damaged: {exception.Message} Delete it and run again.", exception);
        }
    }

    /// <summary>Reads a document from a store; null if there is none.</summary>
    /// <exception cref="UserException">The document is damaged.</exception>
    public static async Task<T?> TryReadAsync<T>(IArtifactStore store, StorePath path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(store);
        return await store.TryReadAsync(path, cancellationToken).ConfigureAwait(false) is { } json ? Read(json, type, path) : null;
    }

    /// <summary>Makes the exception for a document with an unknown format version.</summary>
    public static UserException WrongVersion(StorePath path, int found, int known) =>
        new($"'{path}' in the store has format version {found}; this version of MuBench reads {known}. Use the version that wrote it, or another store.");
}
