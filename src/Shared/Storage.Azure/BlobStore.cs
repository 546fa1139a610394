using System.Net;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace MuBench.Storage.Blob;

/// <summary>A store in a container of Azure Blob Storage. The container is created at the first write.</summary>
internal sealed class BlobStore : IArtifactStore, IDisposable
{
    private readonly BlobContainerClient _container;
    private readonly BlobUploader _uploader;
    private readonly BlobAppender _appender;
    private readonly BlobFolderCache _cache;

    public BlobStore(BlobContainerClient container, string cacheFolder)
    {
        _container = container;
        Description = container.Uri.GetLeftPart(UriPartial.Path); // without the signature of a SAS URL
        _uploader = new BlobUploader(container);
        _appender = new BlobAppender(container);
        _cache = new BlobFolderCache(container, cacheFolder);
        SpoolFolder = Path.Join(cacheFolder, "spool");
    }

    /// <inheritdoc/>
    public string Description { get; }

    /// <inheritdoc/>
    public string SpoolFolder { get; }

    /// <inheritdoc/>
    public Task<byte[]?> TryReadAsync(StorePath path, CancellationToken cancellationToken = default) =>
        GuardAsync<byte[]?>("read", path, async () =>
        {
            try
            {
                var response = await Blob(path).DownloadContentAsync(cancellationToken).ConfigureAwait(false);
                return response.Value.Content.ToArray();
            }
            catch (RequestFailedException fault) when (BlobFaults.IsMissing(fault))
            {
                return null;
            }
        }, cancellationToken);

    /// <inheritdoc/>
    public Task<Stream> OpenReadAsync(StorePath path, CancellationToken cancellationToken = default) =>
        GuardAsync<Stream>("read", path, async () =>
        {
            var response = await DownloadAsync(path, default, cancellationToken).ConfigureAwait(false);
            return new BlobReadStream(response.Content, fault => BlobFaults.Explain(fault, "read", path, Description));
        }, cancellationToken);

    /// <inheritdoc/>
    public Task ReadRangeAsync(
        StorePath path, long offset, Memory<byte> destination, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        return GuardAsync("read", path, async () =>
        {
            var length = await ReadAvailableAsync(path, offset, destination, cancellationToken).ConfigureAwait(false);
            if (length is { } actual)
                throw StoreFaults.EndsEarly(path, Description, offset, destination.Length, actual);
            return true;
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<StoreEntry?> TryStatAsync(StorePath path, CancellationToken cancellationToken = default) =>
        GuardAsync<StoreEntry?>("look at", path, async () =>
        {
            try
            {
                BlobProperties found = await Blob(path).GetPropertiesAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
                return new StoreEntry(path, found.ContentLength, found.LastModified);
            }
            catch (RequestFailedException fault) when (BlobFaults.IsMissing(fault))
            {
                return null;
            }
        }, cancellationToken);

    /// <inheritdoc/>
    public Task WriteAsync(StorePath path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default) =>
        GuardAsync("write", path, () => _container.CreatingAsync(
            () => _uploader.UploadAsync(path, content, new BlobUploadOptions(), cancellationToken), cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async Task WriteAsync(
        StorePath path, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(write);
        var stream = new BlobWriteStream(
            _container, path, fault => BlobFaults.Explain(fault, "write", path, Description), cancellationToken);
        try
        {
            await write(stream, cancellationToken).ConfigureAwait(false);
            await stream.CompleteAsync().ConfigureAwait(false);
        }
        finally
        {
            await stream.CloseAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public Task<bool> TryCreateAsync(
        StorePath path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default) =>
        GuardAsync("create", path, () => _container.CreatingAsync(
            async () => await _uploader.UploadIfAsync(path, content, new BlobRequestConditions { IfNoneMatch = ETag.All }, cancellationToken).ConfigureAwait(false) is not null,
            cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<StoreVersion?> TryReadVersionAsync(StorePath path, CancellationToken cancellationToken = default) =>
        GuardAsync<StoreVersion?>("read", path, async () =>
        {
            try
            {
                BlobDownloadResult found = await Blob(path).DownloadContentAsync(cancellationToken).ConfigureAwait(false);
                return new StoreVersion(found.Content.ToArray(), found.Details.ETag.ToString());
            }
            catch (RequestFailedException fault) when (BlobFaults.IsMissing(fault))
            {
                return null;
            }
        }, cancellationToken);

    /// <inheritdoc/>
    public Task<string?> TryReplaceAsync(StorePath path, ReadOnlyMemory<byte> content, string? tag, CancellationToken cancellationToken = default)
    {
        var conditions = tag is null ? new BlobRequestConditions { IfNoneMatch = ETag.All } : new BlobRequestConditions { IfMatch = new ETag(tag) };
        return GuardAsync("replace", path, () => _container.CreatingAsync(
            () => _uploader.UploadIfAsync(path, content, conditions, cancellationToken), cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task AppendAsync(StorePath path, ReadOnlyMemory<byte> lines, CancellationToken cancellationToken = default) =>
        GuardAsync("append to", path, async () =>
        {
            await _appender.AppendAsync(path, lines, cancellationToken).ConfigureAwait(false);
            return true;
        }, cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoreEntry> ListAsync(
        StorePath folder, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var blobs = await GuardAsync("list", folder, () => _container.ListFolderAsync(folder, cancellationToken), cancellationToken).ConfigureAwait(false);
        foreach (var (path, blob) in blobs)
            yield return new StoreEntry(path, blob.Properties.ContentLength ?? 0, blob.Properties.LastModified ?? default);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListFoldersAsync(StorePath folder, CancellationToken cancellationToken = default) =>
        GuardAsync("list", folder, () => _container.ListFoldersAsync(folder, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(StorePath path, CancellationToken cancellationToken = default) =>
        GuardAsync("delete", path, async () =>
        {
            _appender.Forget(path);
            return (await Blob(path).DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellationToken).ConfigureAwait(false)).Value;
        }, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> TryDeleteAsync(StorePath path, string tag, CancellationToken cancellationToken = default) =>
        GuardAsync("delete", path, async () =>
        {
            try
            {
                var conditions = new BlobRequestConditions { IfMatch = new ETag(tag) };
                return (await Blob(path).DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, conditions, cancellationToken).ConfigureAwait(false)).Value;
            }
            catch (RequestFailedException fault) when (fault.Status == (int)HttpStatusCode.PreconditionFailed)
            {
                return false;
            }
        }, cancellationToken);

    /// <inheritdoc/>
    public Task<string> GetLocalFolderAsync(StorePath folder, CancellationToken cancellationToken = default) =>
        GuardAsync("download", folder, async () =>
            await _cache.TryGetAsync(folder, Description, cancellationToken).ConfigureAwait(false) ?? throw new ArtifactNotFoundException(folder, Description),
            cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _cache.Dispose();

    private BlockBlobClient Blob(StorePath path) => _container.GetBlockBlobClient(path.Value);

    private async Task<BlobDownloadStreamingResult> DownloadAsync(StorePath path, HttpRange range, CancellationToken cancellationToken)
    {
        try
        {
            return await Blob(path).DownloadStreamingAsync(new BlobDownloadOptions { Range = range }, cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException fault) when (BlobFaults.IsMissing(fault))
        {
            throw new ArtifactNotFoundException(path, Description);
        }
    }

    // Returns the blob's length if it ends before the destination is full, otherwise null.
    private async Task<long?> ReadAvailableAsync(
        StorePath path, long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        if (!destination.IsEmpty)
        {
            try
            {
                var download = await DownloadAsync(path, new HttpRange(offset, destination.Length), cancellationToken).ConfigureAwait(false);
                using var content = download.Content;
                if (await content.ReadAtLeastAsync(destination, destination.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false) == destination.Length)
                    return null;
            }
            catch (RequestFailedException fault) when (fault.Status == 416)
            {
                // The range starts past the end of the blob.
            }
        }

        var item = await TryStatAsync(path, cancellationToken).ConfigureAwait(false) ?? throw new ArtifactNotFoundException(path, Description);
        return item.Length < offset + destination.Length ? item.Length : null;
    }

    private async Task<T> GuardAsync<T>(string verb, StorePath path, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception fault) when (BlobFaults.IsFault(fault, cancellationToken))
        {
            throw BlobFaults.Explain(fault, verb, path, Description);
        }
    }
}
