using System.Runtime.CompilerServices;

namespace MuBench.Storage.Disk;

/// <summary>A store in a local folder.</summary>
/// <remarks>
/// Files are written under a temporary name beside their final path, flushed to the disk and renamed. So a crash at any
/// moment leaves either the old content or the new one. Appends hold the file exclusively. They are not flushed one by one:
/// they survive a killed process, but not a power failure.
/// </remarks>
public sealed class DiskStore : IArtifactStore
{
    private readonly string _root;

    /// <summary>Opens a store in a folder. The folder is created at the first write.</summary>
    public DiskStore(string root)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(root);
        _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
    }

    /// <inheritdoc/>
    public string Description => _root;

    /// <inheritdoc/>
    public async Task<byte[]?> TryReadAsync(StorePath path, CancellationToken cancellationToken = default)
    {
        var file = LocalPath(path);
        try
        {
            using var handle = await DiskFile.TryOpenReadAsync(file, cancellationToken).ConfigureAwait(false);
            if (handle is null)
                return null;
            var content = new byte[RandomAccess.GetLength(handle)];
            var read = await DiskFile.ReadAsync(handle, content, 0, cancellationToken).ConfigureAwait(false);
            return read == content.Length ? content : content[..read];
        }
        catch (Exception fault) when (DiskFaults.IsFault(fault))
        {
            throw DiskFaults.Explain(fault, "read", file);
        }
    }

    /// <inheritdoc/>
    public async Task<Stream> OpenReadAsync(StorePath path, CancellationToken cancellationToken = default)
    {
        var file = LocalPath(path);
        try
        {
            var handle = await DiskFile.TryOpenReadAsync(file, cancellationToken).ConfigureAwait(false) ?? throw NotFound(path);
            return new FileStream(handle, FileAccess.Read, bufferSize: 64 * 1024);
        }
        catch (Exception fault) when (DiskFaults.IsFault(fault))
        {
            throw DiskFaults.Explain(fault, "read", file);
        }
    }

    /// <inheritdoc/>
    public async Task ReadRangeAsync(
        StorePath path, long offset, Memory<byte> destination, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        var file = LocalPath(path);
        try
        {
            using var handle = await DiskFile.TryOpenReadAsync(file, cancellationToken).ConfigureAwait(false) ?? throw NotFound(path);
            var read = await DiskFile.ReadAsync(handle, destination, offset, cancellationToken).ConfigureAwait(false);
            if (read < destination.Length)
                throw StoreFaults.EndsEarly(path, Description, offset, destination.Length, RandomAccess.GetLength(handle));
        }
        catch (Exception fault) when (DiskFaults.IsFault(fault))
        {
            throw DiskFaults.Explain(fault, "read", file);
        }
    }

    /// <inheritdoc/>
    public Task<StoreEntry?> TryStatAsync(StorePath path, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var file = LocalPath(path);
        try
        {
            return Task.FromResult(DiskListing.Stat(path, new FileInfo(file)));
        }
        catch (Exception fault) when (DiskFaults.IsFault(fault))
        {
            throw DiskFaults.Explain(fault, "look at", file);
        }
    }

    /// <inheritdoc/>
    public Task WriteAsync(StorePath path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default) =>
        WriteAsync(path, (stream, token) => stream.WriteAsync(content, token).AsTask(), cancellationToken);

    /// <inheritdoc/>
    public async Task WriteAsync(
        StorePath path, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(write);
        var file = LocalPath(path);
        using var temporary = await TemporaryFile.WriteAsync(file, write, cancellationToken).ConfigureAwait(false);
        temporary.Replace();
    }

    /// <inheritdoc/>
    public async Task<bool> TryCreateAsync(
        StorePath path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        var file = LocalPath(path);
        if (File.Exists(file))
            return false;
        using var temporary = await TemporaryFile.WriteAsync(
            file, (stream, token) => stream.WriteAsync(content, token).AsTask(), cancellationToken).ConfigureAwait(false);
        return temporary.TryCreate();
    }

    /// <inheritdoc/>
    public async Task<StoreVersion?> TryReadVersionAsync(StorePath path, CancellationToken cancellationToken = default) =>
        await TryReadAsync(path, cancellationToken).ConfigureAwait(false) is { } content ? new StoreVersion(content, DiskExchange.TagOf(content)) : null;

    /// <inheritdoc/>
    public Task<string?> TryReplaceAsync(StorePath path, ReadOnlyMemory<byte> content, string? tag, CancellationToken cancellationToken = default) =>
        // On a thread of its own: if the file system hangs, the thread that renews a lease must not hang too.
        Task.Run(() => DiskExchange.TryReplaceAsync(LocalPath(path), content, tag, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> TryDeleteAsync(StorePath path, string tag, CancellationToken cancellationToken = default) =>
        Task.Run(() => DiskExchange.TryDeleteAsync(LocalPath(path), tag, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task AppendAsync(StorePath path, ReadOnlyMemory<byte> lines, CancellationToken cancellationToken = default) =>
        DiskAppender.AppendAsync(LocalPath(path), lines, cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoreEntry> ListAsync(
        StorePath folder, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var local = LocalPath(folder);
        List<StoreEntry> items;
        try
        {
            items = await Task.Run(() => DiskListing.List(local, folder, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (DiskFaults.IsFault(fault))
        {
            throw DiskFaults.Explain(fault, "list", local);
        }

        foreach (var item in items)
            yield return item;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> ListFoldersAsync(StorePath folder, CancellationToken cancellationToken = default)
    {
        var local = LocalPath(folder);
        try
        {
            return await Task.Run(() => DiskListing.ListFolders(local), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (DiskFaults.IsFault(fault))
        {
            throw DiskFaults.Explain(fault, "list", local);
        }
    }

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(StorePath path, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var file = LocalPath(path);
        try
        {
            if (!File.Exists(file))
                return Task.FromResult(false);
            File.Delete(file);
            return Task.FromResult(true);
        }
        catch (Exception fault) when (DiskFaults.IsFault(fault))
        {
            throw DiskFaults.Explain(fault, "delete", file);
        }
    }

    /// <inheritdoc/>
    public Task DeleteFolderAsync(StorePath folder, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var directory = LocalPath(folder);
        try
        {
            if (Directory.Exists(directory))
                Directory.Delete(directory, recursive: true);
            return Task.CompletedTask;
        }
        catch (Exception fault) when (DiskFaults.IsFault(fault))
        {
            throw DiskFaults.Explain(fault, "delete", directory);
        }
    }

    /// <inheritdoc/>
    public async Task<string> GetLocalFolderAsync(StorePath folder, CancellationToken cancellationToken = default)
    {
        await foreach (var _ in ListAsync(folder, cancellationToken).ConfigureAwait(false))
            return LocalPath(folder);
        throw NotFound(folder);
    }

    /// <inheritdoc/>
    public Task<bool> TryLinkAsync(StorePath path, string file, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var target = LocalPath(path);
        try
        {
            return Task.FromResult(HardLink.TryReplace(file, target));
        }
        catch (Exception fault) when (DiskFaults.IsFault(fault))
        {
            throw DiskFaults.Explain(fault, "write", target);
        }
    }

    /// <inheritdoc/>
    public Task SweepAsync(StorePath folder, CancellationToken cancellationToken = default)
    {
        var local = LocalPath(folder);
        return Task.Run(() => TemporaryFile.Sweep(local, cancellationToken), cancellationToken);
    }

    private ArtifactNotFoundException NotFound(StorePath path) => new(path, Description);

    // Only the separators differ: StorePath accepts no segment that has a special meaning in a file system.
    private string LocalPath(StorePath path) => Path.Join(_root, path.Value.Replace('/', Path.DirectorySeparatorChar));
}
