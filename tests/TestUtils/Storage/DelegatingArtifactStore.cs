using MuBench.Storage;

namespace MuBench.Tests.Storage;

/// <summary>A store that forwards every call. Tests override the calls that they observe or make fail.</summary>
public class DelegatingArtifactStore(IArtifactStore inner) : IArtifactStore
{
    public virtual string Description => inner.Description;

    public virtual string? SpoolFolder => inner.SpoolFolder;

    public virtual Task<byte[]?> TryReadAsync(StorePath path, CancellationToken cancellationToken = default) =>
        inner.TryReadAsync(path, cancellationToken);

    public virtual Task<Stream> OpenReadAsync(StorePath path, CancellationToken cancellationToken = default) =>
        inner.OpenReadAsync(path, cancellationToken);

    public virtual Task ReadRangeAsync(
        StorePath path, long offset, Memory<byte> destination, CancellationToken cancellationToken = default) =>
        inner.ReadRangeAsync(path, offset, destination, cancellationToken);

    public virtual Task<StoreEntry?> TryStatAsync(StorePath path, CancellationToken cancellationToken = default) =>
        inner.TryStatAsync(path, cancellationToken);

    public virtual Task WriteAsync(StorePath path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default) =>
        inner.WriteAsync(path, content, cancellationToken);

    public virtual Task WriteAsync(
        StorePath path, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken = default) =>
        inner.WriteAsync(path, write, cancellationToken);

    public virtual Task<bool> TryCreateAsync(
        StorePath path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default) =>
        inner.TryCreateAsync(path, content, cancellationToken);

    public virtual Task<StoreVersion?> TryReadVersionAsync(StorePath path, CancellationToken cancellationToken = default) =>
        inner.TryReadVersionAsync(path, cancellationToken);

    public virtual Task<string?> TryReplaceAsync(
        StorePath path, ReadOnlyMemory<byte> content, string? tag, CancellationToken cancellationToken = default) =>
        inner.TryReplaceAsync(path, content, tag, cancellationToken);

    public virtual Task AppendAsync(StorePath path, ReadOnlyMemory<byte> lines, CancellationToken cancellationToken = default) =>
        inner.AppendAsync(path, lines, cancellationToken);

    public virtual IAsyncEnumerable<StoreEntry> ListAsync(StorePath folder, CancellationToken cancellationToken = default) =>
        inner.ListAsync(folder, cancellationToken);

    public virtual Task<IReadOnlyList<string>> ListFoldersAsync(StorePath folder, CancellationToken cancellationToken = default) =>
        inner.ListFoldersAsync(folder, cancellationToken);

    public virtual Task<bool> DeleteAsync(StorePath path, CancellationToken cancellationToken = default) =>
        inner.DeleteAsync(path, cancellationToken);

    public virtual Task<bool> TryDeleteAsync(StorePath path, string tag, CancellationToken cancellationToken = default) =>
        inner.TryDeleteAsync(path, tag, cancellationToken);

    public virtual Task DeleteFolderAsync(StorePath folder, CancellationToken cancellationToken = default) =>
        inner.DeleteFolderAsync(folder, cancellationToken);

    public virtual Task<string> GetLocalFolderAsync(StorePath folder, CancellationToken cancellationToken = default) =>
        inner.GetLocalFolderAsync(folder, cancellationToken);

    public virtual Task<bool> TryLinkAsync(StorePath path, string file, CancellationToken cancellationToken = default) =>
        inner.TryLinkAsync(path, file, cancellationToken);

    public virtual Task SweepAsync(StorePath folder, CancellationToken cancellationToken = default) => inner.SweepAsync(folder, cancellationToken);
}
