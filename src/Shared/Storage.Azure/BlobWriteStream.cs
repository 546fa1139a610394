using System.Buffers;
using System.Security.Cryptography;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace MuBench.Storage.Blob;

/// <summary>
/// Stages the written bytes as blocks: one block is uploaded while the next one fills. Nothing is visible before
/// <see cref="CompleteAsync"/>. After a failure, the service discards the staged blocks.
/// </summary>
internal sealed class BlobWriteStream(
    BlobContainerClient container, StorePath path, Func<Exception, StoreException> explain, CancellationToken cancellationToken)
    : Stream
{
    private const int BlockSize = 8 * 1024 * 1024;

    private readonly BlockBlobClient _blob = container.GetBlockBlobClient(path.Value);
    private readonly string _upload = Path.GetRandomFileName(); // unique, so that the blocks of two writers never mix
    private readonly List<string> _blocks = [];
    private readonly IncrementalHash _md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BlockSize);
    private byte[]? _spare;
    private int _filled;
    private long _written;
    private Task _staging = Task.CompletedTask;
    private bool _isClosed;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _written;

    public override long Position
    {
        get => _written;
        set => throw new NotSupportedException();
    }

    /// <summary>Makes the written bytes the blob's content.</summary>
    public async Task CompleteAsync()
    {
        try
        {
            await _staging.ConfigureAwait(false);
            if (_blocks.Count == 0)
                await container.CreatingAsync(UploadAsync, cancellationToken).ConfigureAwait(false);
            else
                await CommitAsync().ConfigureAwait(false);
        }
        catch (Exception fault) when (BlobFaults.IsFault(fault, cancellationToken))
        {
            throw explain(fault);
        }
    }

    // Called by the store after the writer. A writer that disposes its stream has no effect.
    public async ValueTask CloseAsync()
    {
        if (_isClosed)
            return;
        _isClosed = true;
        await _staging.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // the staging reads the buffer
        ArrayPool<byte>.Shared.Return(_buffer);
        if (_spare is not null)
            ArrayPool<byte>.Shared.Return(_spare);
        _md5.Dispose();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            var count = Fill(buffer.Span);
            buffer = buffer[count..];
            if (_filled == BlockSize)
                await StageAsync().ConfigureAwait(false);
        }
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            buffer = buffer[Fill(buffer)..];
            if (_filled == BlockSize)
                StageAsync().GetAwaiter().GetResult();
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private int Fill(ReadOnlySpan<byte> bytes)
    {
        var count = Math.Min(bytes.Length, BlockSize - _filled);
        bytes[..count].CopyTo(_buffer.AsSpan(_filled));
        _md5.AppendData(bytes[..count]);
        _filled += count;
        _written += count;
        return count;
    }

    private async Task StageAsync()
    {
        try
        {
            await _staging.ConfigureAwait(false);
        }
        catch (Exception fault) when (BlobFaults.IsFault(fault, cancellationToken))
        {
            throw explain(fault);
        }

        var id = Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes($"{_upload}-{_blocks.Count:D5}"));
        _blocks.Add(id);
        var block = BinaryData.FromBytes(_buffer.AsMemory(0, _filled));
        _staging = container.CreatingAsync(
            () => _blob.StageBlockAsync(id, block.ToStream(), new BlockBlobStageBlockOptions(), cancellationToken), cancellationToken);
        (_buffer, _spare) = (_spare ?? ArrayPool<byte>.Shared.Rent(BlockSize), _buffer);
        _filled = 0;
    }

    private Task<Azure.Response<BlobContentInfo>> UploadAsync() => _blob.UploadAsync(
        BinaryData.FromBytes(_buffer.AsMemory(0, _filled)).ToStream(), new BlobUploadOptions(), cancellationToken);

    private async Task CommitAsync()
    {
        if (_filled > 0)
        {
            await StageAsync().ConfigureAwait(false);
            await _staging.ConfigureAwait(false);
        }

        // The service computes no digest of blobs made of blocks. Later downloads are checked against this one.
        var headers = new BlobHttpHeaders { ContentHash = _md5.GetHashAndReset() };
        await _blob.CommitBlockListAsync(_blocks, new CommitBlockListOptions { HttpHeaders = headers }, cancellationToken).ConfigureAwait(false);
    }
}
