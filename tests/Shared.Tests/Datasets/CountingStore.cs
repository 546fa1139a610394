using MuBench.Storage;

namespace MuBench.Tests.Datasets;

/// <summary>Counts ranged reads; everything else is the inner store's.</summary>
internal sealed class CountingStore(IArtifactStore inner) : IArtifactStore
{
    private int _rangedReads;

    public int RangedReads => _rangedReads;

    public string Description => inner.Description;

    public Task ReadRangeAsync(StorePath path, long offset, Memory<byte> destination, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _rangedReads);
        return inner.ReadRangeAsync(path, offset, destination, cancellationToken);
    }

    public Task<byte[]?> TryReadAsync(StorePath path, CancellationToken cancellationToken = default) => inner.TryReadAsync(path, cancellationToken);

    public Task<Stream> OpenReadAsync(StorePath path, CancellationToken cancellationToken = default) => inner.OpenReadAsync(path, cancellationToken);

    public Task<StoreItem?> TryStatAsync(StorePath path, CancellationToken cancellationToken = default) => inner.TryStatAsync(path, cancellationToken);

    public Task WriteAsync(StorePath path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default) =>
        inner.WriteAsync(path, content, cancellationToken);

    public Task WriteAsync(StorePath path, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken = default) =>
        inner.WriteAsync(path, write, cancellationToken);

    public Task<bool> TryCreateAsync(StorePath path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default) =>
        inner.TryCreateAsync(path, content, cancellationToken);

    public Task AppendAsync(StorePath path, ReadOnlyMemory<byte> lines, CancellationToken cancellationToken = default) =>
        inner.AppendAsync(path, lines, cancellationToken);

    public IAsyncEnumerable<StoreItem> ListAsync(StorePath folder, CancellationToken cancellationToken = default) => inner.ListAsync(folder, cancellationToken);

    public Task<bool> DeleteAsync(StorePath path, CancellationToken cancellationToken = default) => inner.DeleteAsync(path, cancellationToken);

    public Task<string> GetLocalFolderAsync(StorePath folder, CancellationToken cancellationToken = default) => inner.GetLocalFolderAsync(folder, cancellationToken);
}
