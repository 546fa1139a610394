using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace MuBench.Storage.Blob;

/// <summary>Operations on the container that the parts of the store share.</summary>
internal static class BlobContainerExtensions
{
    /// <summary>Writes; if the container is missing, creates it and writes again.</summary>
    public static async Task<T> CreatingAsync<T>(
        this BlobContainerClient container, Func<Task<T>> write, CancellationToken cancellationToken)
    {
        try
        {
            return await write().ConfigureAwait(false);
        }
        catch (RequestFailedException fault) when (fault.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            return await write().ConfigureAwait(false);
        }
    }

    /// <summary>Lists the blobs of a folder in ordinal order of path; empty if the container is missing.</summary>
    public static async Task<List<(StorePath Path, BlobItem Blob)>> ListFolderAsync(
        this BlobContainerClient container, StorePath folder, CancellationToken cancellationToken)
    {
        var prefix = folder == StorePath.Root ? null : folder.Value + "/";
        var found = new List<(StorePath Path, BlobItem Blob)>();
        try
        {
            await foreach (var blob in container.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, prefix, cancellationToken).ConfigureAwait(false))
            {
                if (!IsFolderMarker(blob) && StorePath.TryParse(blob.Name, out var path, out _))
                    found.Add((path, blob));
            }
        }
        catch (RequestFailedException fault) when (fault.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            return [];
        }

        // The service lists in this order, except for accounts with a hierarchical namespace.
        found.Sort((a, b) => string.CompareOrdinal(a.Path.Value, b.Path.Value));
        return found;
    }

    /// <summary>Lists the direct subfolders of a folder in ordinal order; empty if the container is missing.</summary>
    public static async Task<IReadOnlyList<string>> ListFoldersAsync(
        this BlobContainerClient container, StorePath folder, CancellationToken cancellationToken)
    {
        var prefix = folder == StorePath.Root ? null : folder.Value + "/";
        var found = new List<string>();
        try
        {
            await foreach (var item in container.GetBlobsByHierarchyAsync(BlobTraits.None, BlobStates.None, "/", prefix, cancellationToken).ConfigureAwait(false))
            {
                if (item.IsPrefix && item.Prefix[(prefix?.Length ?? 0)..^1] is var name && StorePath.IsSegment(name))
                    found.Add(name);
            }
        }
        catch (RequestFailedException fault) when (fault.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            return [];
        }

        found.Sort(string.CompareOrdinal);
        return found;
    }

    // Accounts with a hierarchical namespace list folders as empty blobs.
    private static bool IsFolderMarker(BlobItem blob) =>
        blob.Metadata is not null && blob.Metadata.TryGetValue("hdi_isfolder", out var folder)
        && string.Equals(folder, "true", StringComparison.OrdinalIgnoreCase);
}
