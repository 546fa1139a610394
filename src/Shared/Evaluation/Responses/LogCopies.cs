using MuBench.Storage;

namespace MuBench.Responses;

/// <summary>
/// Copies of response logs in memory, for a store in a network: a worker that has written a log need not download it to score the run, and the report need not
/// download it again. The least recently used are dropped first. Safe for concurrent use.
/// </summary>
/// <remarks>
/// A copy is used only if the store says that the log still has the length and the time of its last change that belong to the copy. So another process may
/// append to the log, or delete it.
/// </remarks>
/// <param name="store">The store of the logs.</param>
/// <param name="maxBytes">Maximum size of all copies in bytes.</param>
internal sealed class LogCopies(IArtifactStore store, long maxBytes = LogCopies.MaxBytes)
{
    /// <summary>The default maximum size of all copies: 32 MiB, the logs of some 80,000 questions.</summary>
    public const long MaxBytes = 32 * 1024 * 1024;

    private readonly RecentItems<StorePath, Copy> _copies = new(maxBytes);

    // Reading a file is as quick as looking whether it has changed.
    private bool IsUseful => store.SpoolFolder is not null;

    /// <summary>Reads a log; empty if there is none. Do not change the result.</summary>
    public async Task<byte[]> ReadAsync(StorePath path, CancellationToken cancellationToken)
    {
        if (!IsUseful)
            return await store.TryReadAsync(path, cancellationToken).ConfigureAwait(false) ?? [];
        if (await store.TryStatAsync(path, cancellationToken).ConfigureAwait(false) is not { } entry)
            return [];
        if (_copies.TryGet(path) is { } copy && copy.IsOf(entry))
            return copy.Content;
        var content = await store.TryReadAsync(path, cancellationToken).ConfigureAwait(false) ?? [];
        Keep(entry, content);
        return content;
    }

    /// <summary>Keeps a log as this process knows it: what it read, and what it has appended since. Nothing is kept if the log has another length.</summary>
    public async Task KeepAsync(StorePath path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (IsUseful && content.Length > 0 && await store.TryStatAsync(path, cancellationToken).ConfigureAwait(false) is { } entry)
            Keep(entry, content.ToArray());
    }

    // The log may have grown between the look at it and its reading.
    private void Keep(StoreEntry entry, byte[] content)
    {
        if (content.Length == entry.Length)
            _copies.Keep(entry.Path, new Copy(content, entry.LastModified), content.Length);
    }

    private sealed record Copy(byte[] Content, DateTimeOffset LastModified)
    {
        public bool IsOf(StoreEntry entry) => Content.Length == entry.Length && LastModified == entry.LastModified;
    }
}
