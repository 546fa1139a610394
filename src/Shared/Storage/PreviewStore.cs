using System.Collections.Concurrent;

namespace MuBench.Storage;

/// <summary>
/// A store over another one for looks at what would be: what is written stays in memory, everything else is read from below. It changes nothing below it, and
/// refuses operations that only make sense there.
/// </summary>
/// <param name="below">The store that is read.</param>
/// <param name="time">The clock.</param>
public sealed class PreviewStore(IArtifactStore below, TimeProvider time) : IArtifactStore
{
    private readonly ConcurrentDictionary<StorePath, (byte[] Content, DateTimeOffset At)> _written = new();

    /// <inheritdoc/>
    public string Description => below.Description;

    /// <inheritdoc/>
    public Task<byte[]?> TryReadAsync(StorePath path, CancellationToken cancellationToken = default) =>
        _written.TryGetValue(path, out var own) ? Task.FromResult<byte[]?>(own.Content) : below.TryReadAsync(path, cancellationToken);

    /// <inheritdoc/>
    public Task<Stream> OpenReadAsync(StorePath path, CancellationToken cancellationToken = default) =>
        _written.TryGetValue(path, out var own) ? Task.FromResult<Stream>(new MemoryStream(own.Content, writable: false)) : below.OpenReadAsync(path, cancellationToken);

    /// <inheritdoc/>
    public Task ReadRangeAsync(StorePath path, long offset, Memory<byte> destination, CancellationToken cancellationToken = default)
    {
        if (!_written.TryGetValue(path, out var own)) return below.ReadRangeAsync(path, offset, destination, cancellationToken);
        if (offset + destination.Length > own.Content.Length) throw new StoreException($"'{path}' ends before the bytes that were to be read.");
        own.Content.AsMemory((int)offset, destination.Length).CopyTo(destination);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<StoreEntry?> TryStatAsync(StorePath path, CancellationToken cancellationToken = default) =>
        _written.TryGetValue(path, out var own) ? Task.FromResult<StoreEntry?>(new StoreEntry(path, own.Content.Length, own.At)) : below.TryStatAsync(path, cancellationToken);

    /// <inheritdoc/>
    public Task WriteAsync(StorePath path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        _written[path] = (content.ToArray(), time.GetUtcNow());
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task WriteAsync(StorePath path, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(write);
        using var content = new MemoryStream();
        await write(content, cancellationToken).ConfigureAwait(false);
        _written[path] = (content.ToArray(), time.GetUtcNow());
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<StoreEntry> ListAsync(StorePath folder, CancellationToken cancellationToken = default) => below.ListAsync(folder, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListFoldersAsync(StorePath folder, CancellationToken cancellationToken = default) => below.ListFoldersAsync(folder, cancellationToken);

    /// <inheritdoc/>
    public Task<string> GetLocalFolderAsync(StorePath folder, CancellationToken cancellationToken = default) => below.GetLocalFolderAsync(folder, cancellationToken);

    /// <inheritdoc/>
    public Task<StoreVersion?> TryReadVersionAsync(StorePath path, CancellationToken cancellationToken = default) =>
        _written.ContainsKey(path) ? throw Refuse("has no versions") : below.TryReadVersionAsync(path, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> TryCreateAsync(StorePath path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default) => throw Refuse("creates no file that others can see");

    /// <inheritdoc/>
    public Task<string?> TryReplaceAsync(StorePath path, ReadOnlyMemory<byte> content, string? tag, CancellationToken cancellationToken = default) => throw Refuse("replaces nothing");

    /// <inheritdoc/>
    public Task AppendAsync(StorePath path, ReadOnlyMemory<byte> lines, CancellationToken cancellationToken = default) => throw Refuse("appends nothing");

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(StorePath path, CancellationToken cancellationToken = default) => throw Refuse("deletes nothing");

    /// <inheritdoc/>
    public Task<bool> TryDeleteAsync(StorePath path, string tag, CancellationToken cancellationToken = default) => throw Refuse("deletes nothing");

    private static NotSupportedException Refuse(string what) => new($"A preview of a store {what}.");
}
