namespace MuBench.Models.Http;

/// <summary>Reads a stream up to a maximum number of bytes.</summary>
/// <param name="inner">The stream; disposed with this one.</param>
/// <param name="maxBytes">Maximum number of bytes.</param>
internal sealed class BoundedStream(Stream inner, long maxBytes) : ReadOnlyStream
{
    private long _read;

    /// <inheritdoc/>
    /// <exception cref="ResponseTooLargeException">The stream has more bytes.</exception>
    public override int Read(Span<byte> buffer) => Counted(inner.Read(buffer));

    /// <inheritdoc/>
    /// <exception cref="ResponseTooLargeException">The stream has more bytes.</exception>
    public override int Read(byte[] buffer, int offset, int count) => Counted(inner.Read(buffer, offset, count));

    /// <inheritdoc/>
    /// <exception cref="ResponseTooLargeException">The stream has more bytes.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Counted(await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    private int Counted(int read) => (_read += read) > maxBytes ? throw new ResponseTooLargeException(maxBytes) : read;
}
