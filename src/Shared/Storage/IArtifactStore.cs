namespace MuBench.Storage;

/// <summary>
/// Stores manifests, datasets, models, response logs, runs and reports: in a local folder or in Azure Blob Storage, with the
/// same paths in both.
/// </summary>
/// <remarks>
/// Safe for concurrent use by several threads and several processes. A fault of the store itself (unreachable, full,
/// forbidden) is a <see cref="StoreException"/> whose message names a remedy. An incomplete artifact is never visible under its
/// final path.
/// </remarks>
public interface IArtifactStore
{
    /// <summary>The store's name in messages: a folder, or an account and container; never a secret.</summary>
    string Description { get; }

    /// <summary>The local folder for temporary copies of what is read again and again; null if reading from the store is as quick as reading such a copy.</summary>
    string? SpoolFolder => null;

    /// <summary>Reads a whole artifact; null if there is none. For small documents.</summary>
    Task<byte[]?> TryReadAsync(StorePath path, CancellationToken cancellationToken = default);

    /// <summary>Opens an artifact for sequential reading.</summary>
    /// <exception cref="ArtifactNotFoundException">There is no artifact at the path.</exception>
    Task<Stream> OpenReadAsync(StorePath path, CancellationToken cancellationToken = default);

    /// <summary>Fills <paramref name="destination"/> with bytes from <paramref name="offset"/> on.</summary>
    /// <exception cref="ArtifactNotFoundException">There is no artifact at the path.</exception>
    /// <exception cref="StoreException">The artifact ends before the destination is full.</exception>
    Task ReadRangeAsync(StorePath path, long offset, Memory<byte> destination, CancellationToken cancellationToken = default);

    /// <summary>Describes the artifact at a path; null if there is none.</summary>
    Task<StoreEntry?> TryStatAsync(StorePath path, CancellationToken cancellationToken = default);

    /// <summary>Writes a whole artifact and replaces the old one atomically.</summary>
    Task WriteAsync(StorePath path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default);

    /// <summary>
    /// Writes a whole artifact from a stream that <paramref name="write"/> fills. It becomes visible only after
    /// <paramref name="write"/> has returned without an exception. For artifacts of any size, in constant memory.
    /// </summary>
    Task WriteAsync(StorePath path, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken = default);

    /// <summary>Writes an artifact if there is none at the path. Returns whether it was written.</summary>
    Task<bool> TryCreateAsync(StorePath path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default);

    /// <summary>Reads a small document with the tag of its content; null if there is none.</summary>
    Task<StoreVersion?> TryReadVersionAsync(StorePath path, CancellationToken cancellationToken = default);

    /// <summary>
    /// Replaces a small document atomically, unless another writer replaced it first. If several writers, in any processes,
    /// replace the same version, exactly one succeeds.
    /// </summary>
    /// <param name="path">The document's path.</param>
    /// <param name="content">Its new content, which must differ from the old one.</param>
    /// <param name="tag">The tag of the version to replace; null if there must be no document.</param>
    /// <param name="cancellationToken">Stops waiting for the call, which may still succeed.</param>
    /// <returns>The tag of the new content; null if the document is not the given version.</returns>
    Task<string?> TryReplaceAsync(StorePath path, ReadOnlyMemory<byte> content, string? tag, CancellationToken cancellationToken = default);

    /// <summary>
    /// Appends whole lines (UTF-8, each ended by a line feed) atomically. Creates the artifact if there is none. Lines of
    /// concurrent appends never interleave. If an earlier crash left a torn last line, that line is ended first, so that it does
    /// not damage the new lines.
    /// </summary>
    Task AppendAsync(StorePath path, ReadOnlyMemory<byte> lines, CancellationToken cancellationToken = default);

    /// <summary>Lists all artifacts under a folder, recursively, in ordinal order of path.</summary>
    IAsyncEnumerable<StoreEntry> ListAsync(StorePath folder, CancellationToken cancellationToken = default);

    /// <summary>Lists the direct subfolders of a folder, in ordinal order. Costs no more than a listing that is not recursive.</summary>
    Task<IReadOnlyList<string>> ListFoldersAsync(StorePath folder, CancellationToken cancellationToken = default);

    /// <summary>Deletes an artifact. Returns whether there was one.</summary>
    Task<bool> DeleteAsync(StorePath path, CancellationToken cancellationToken = default);

    /// <summary>Deletes a small document unless another writer replaced it since it was read.</summary>
    /// <param name="path">The document's path.</param>
    /// <param name="tag">The tag of the version to delete.</param>
    /// <param name="cancellationToken">Stops waiting for the call, which may still succeed.</param>
    /// <returns>Whether it was deleted; false if there is no document, or another version.</returns>
    Task<bool> TryDeleteAsync(StorePath path, string tag, CancellationToken cancellationToken = default);

    /// <summary>Deletes every artifact under a folder, and the folder. If the call is interrupted, a second one deletes the rest.</summary>
    async Task DeleteFolderAsync(StorePath folder, CancellationToken cancellationToken = default)
    {
        await foreach (var entry in ListAsync(folder, cancellationToken).ConfigureAwait(false))
            await DeleteAsync(entry.Path, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Returns a local folder with the content of a store folder, for libraries that read files by path (model weights). For a
    /// local store this is the folder itself; for a remote store a verified download, which is kept for later calls.
    /// </summary>
    /// <exception cref="ArtifactNotFoundException">Nothing is stored under <paramref name="folder"/>.</exception>
    Task<string> GetLocalFolderAsync(StorePath folder, CancellationToken cancellationToken = default);

    /// <summary>
    /// Adds a local file to the store under a second name, without copying it, and replaces the artifact there. Returns false and
    /// does nothing if that needs a copy: for a remote store, another disk, or a file system without hard links.
    /// </summary>
    Task<bool> TryLinkAsync(StorePath path, string file, CancellationToken cancellationToken = default) => Task.FromResult(false);

    /// <summary>
    /// Deletes the incomplete files that killed writers left under a folder, but not those of running writers of any process.
    /// Does nothing if the store needs no cleaning: Azure discards uncommitted blocks itself.
    /// </summary>
    Task SweepAsync(StorePath folder, CancellationToken cancellationToken = default) => Task.CompletedTask;
}
