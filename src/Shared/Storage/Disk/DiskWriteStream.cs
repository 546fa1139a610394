using Microsoft.Win32.SafeHandles;

namespace MuBench.Storage.Disk;

/// <summary>
/// The stream that a writer fills: sequential and buffered. It keeps faults of the disk apart from faults of the writer's
/// source. Disposing it has no effect; <see cref="Complete"/> ends it.
/// </summary>
internal sealed class DiskWriteStream(SafeFileHandle handle, string target) : Stream
{
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(64 * 1024);
    private int _buffered;
    private long _written;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _written + _buffered;

    public override long Position
    {
        get => Length;
        set => throw new NotSupportedException();
    }

    /// <summary>Writes the buffered bytes and flushes the file to the disk.</summary>
    public void Complete()
    {
        Flush();
        Guard(() => RandomAccess.FlushToDisk(handle));
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (buffer.Length > _buffer.Length - _buffered)
            Flush();
        if (buffer.Length >= _buffer.Length)
        {
            Put(buffer);
            return;
        }

        buffer.CopyTo(_buffer.AsSpan(_buffered));
        _buffered += buffer.Length;
    }

    public override void Flush()
    {
        Put(_buffer.AsSpan(0, _buffered));
        _buffered = 0;
    }

    // A write goes to the page cache. Moving it to another thread would cost more than the write.
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Flush();
        return Task.CompletedTask;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void Put(ReadOnlySpan<byte> bytes)
    {
        try
        {
            RandomAccess.Write(handle, bytes, _written);
            _written += bytes.Length;
        }
        catch (Exception fault) when (DiskFaults.IsFault(fault))
        {
            throw DiskFaults.Explain(fault, "write", target);
        }
    }

    private void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (Exception fault) when (DiskFaults.IsFault(fault))
        {
            throw DiskFaults.Explain(fault, "write", target);
        }
    }
}
