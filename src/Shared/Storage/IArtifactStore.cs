namespace MuBench.Storage;

/// <summary>
/// Where manifests, datasets, models, response logs, runs and reports are kept: a local folder or Azure Blob
/// Storage, with the same paths in both.
/// </summary>
/// <remarks>
/// Safe for concurrent use by several threads and several processes. Every fault of the store itself (unreachable,
/// full, forbidden) is a <see cref="StoreException"/> whose message a user can act on. Nothing half-written is ever
/// visible under its final path.
/// </remarks>
public interface IArtifactStore
{
    /// <summary>The store as named in messages: a folder or an account and container, never a secret.</summary>
    string Description { get; }

    /// <summary>Reads a whole artifact, or returns null where there is none. For small documents.</summary>
    Task<byte[]?> TryReadAsync(StorePath path, CancellationToken cancellationToken = default);

    /// <summary>Opens an artifact for sequential reading.</summary>
    /// <exception cref="ArtifactNotFoundException">There is none.</exception>
    Task<Stream> OpenReadAsync(StorePath path, CancellationToken cancellationToken = default);

    /// <summary>Fills <paramref name="destination"/> from <paramref name="offset"/> on.</summary>
    /// <exception cref="ArtifactNotFoundException">There is none.</exception>
    /// <exception cref="StoreException">The artifact ends before the destination is full.</exception>
    Task ReadRangeAsync(StorePath path, long offset, Memory<byte> destination, CancellationToken cancellationToken = default);

    /// <summary>Says what is at a path, or null where there is nothing.</summary>
    Task<StoreEntry?> TryStatAsync(StorePath path, CancellationToken cancellationToken = default);

    /// <summary>Writes an artifact whole, replacing what was there in one step.</summary>
    Task WriteAsync(StorePath path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default);

    /// <summary>
    /// Writes an artifact whole from a stream that <paramref name="write"/> fills; it becomes visible only after
    /// <paramref name="write"/> has returned without an exception. For artifacts of any size, in constant memory.
    /// </summary>
    Task WriteAsync(StorePath path, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken = default);

    /// <summary>Writes an artifact unless there is one already. Returns whether it was written.</summary>
    Task<bool> TryCreateAsync(StorePath path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default);

    /// <summary>Reads a small document with the tag of its content, or returns null where there is none.</summary>
    Task<StoreVersion?> TryReadVersionAsync(StorePath path, CancellationToken cancellationToken = default);

    /// <summary>
    /// Replaces a small document in one step, unless another writer was faster: of all who replace the same version, in
    /// whatever process, one succeeds.
    /// </summary>
    /// <param name="path">Its place.</param>
    /// <param name="content">Its new content, which must differ from the old one.</param>
    /// <param name="tag">The tag of the version that is replaced; null where there must be none.</param>
    /// <param name="cancellationToken">Abandons the call, which may have succeeded all the same.</param>
    /// <returns>The tag of the new content; null where the document is another one by now.</returns>
    Task<string?> TryReplaceAsync(StorePath path, ReadOnlyMemory<byte> content, string? tag, CancellationToken cancellationToken = default);

    /// <summary>
    /// Appends whole lines (UTF-8, each ended by a line feed) in one step, creating the artifact where there is none.
    /// Two appenders never interleave within their lines; a line torn by an earlier crash is ended first, so that it
    /// spoils no other.
    /// </summary>
    Task AppendAsync(StorePath path, ReadOnlyMemory<byte> lines, CancellationToken cancellationToken = default);

    /// <summary>Lists everything under a folder, recursively, in ordinal order of path.</summary>
    IAsyncEnumerable<StoreEntry> ListAsync(StorePath folder, CancellationToken cancellationToken = default);

    /// <summary>Names the folders right under a folder, in ordinal order, at the price of a listing that does not go into them.</summary>
    Task<IReadOnlyList<string>> ListFoldersAsync(StorePath folder, CancellationToken cancellationToken = default);

    /// <summary>Deletes an artifact. Returns whether there was one.</summary>
    Task<bool> DeleteAsync(StorePath path, CancellationToken cancellationToken = default);

    /// <summary>
    /// Gives a local folder with the content of a store folder, for libraries that read files by path (model
    /// weights). The folder itself for a local store; a verified download, kept for later calls, for a remote one.
    /// </summary>
    /// <exception cref="ArtifactNotFoundException">Nothing is stored under <paramref name="folder"/>.</exception>
    Task<string> GetLocalFolderAsync(StorePath folder, CancellationToken cancellationToken = default);

    /// <summary>
    /// Takes a local file into the store as it is, under a second name, replacing what was there. Returns false, having done
    /// nothing, where that cannot be done without copying: a remote store, another disk, a file system without hard links.
    /// </summary>
    Task<bool> TryLinkAsync(StorePath path, string file, CancellationToken cancellationToken = default) => Task.FromResult(false);

    /// <summary>
    /// Deletes what killed writers left half-written anywhere under a folder, and nothing that a living one, of this or another
    /// process, is writing. Does nothing in a store that leaves nothing of that kind: Azure drops uncommitted blocks by itself.
    /// </summary>
    Task SweepAsync(StorePath folder, CancellationToken cancellationToken = default) => Task.CompletedTask;
}
