using MuBench.Storage;

namespace MuBench.Datasets.Import;

/// <summary>The destination of an import: the store, or nothing if only the content hash is wanted.</summary>
/// <param name="store">The store.</param>
/// <param name="link">Whether the store may take files over as hard links.</param>
internal sealed class ImportTarget(IArtifactStore? store, bool link = false)
{
    private readonly HashSet<StorePath> _written = [];
    private readonly Lock _lock = new();

    public Task WriteAsync(StorePath path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        Remember(path);
        return store is null ? Task.CompletedTask : store.WriteAsync(path, content, cancellationToken);
    }

    public Task WriteAsync(StorePath path, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        Remember(path);
        return store is null ? write(Stream.Null, cancellationToken) : store.WriteAsync(path, write, cancellationToken);
    }

    /// <summary>Links a file into the store; false if it must be copied.</summary>
    public async Task<bool> TryLinkAsync(StorePath path, string file, CancellationToken cancellationToken)
    {
        if (store is null || !link || !await store.TryLinkAsync(path, file, cancellationToken).ConfigureAwait(false))
            return false;
        Remember(path);
        return true;
    }

    /// <summary>Deletes files in the folder that this import did not write: leftovers of an interrupted import or of another dataset.</summary>
    public async Task SweepAsync(StorePath folder, CancellationToken cancellationToken)
    {
        if (store is null)
            return;
        await foreach (var item in store.ListAsync(folder, cancellationToken).ConfigureAwait(false))
        {
            if (!_written.Contains(item.Path))
                await store.DeleteAsync(item.Path, cancellationToken).ConfigureAwait(false);
        }
    }

    private void Remember(StorePath path)
    {
        lock (_lock)
            _written.Add(path);
    }
}
