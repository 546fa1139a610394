namespace MuBench.Models.Http;

/// <summary>Reads a stream as long as it has no more than a number of bytes.</summary>
/// <param name="inner">The stream; disposed with this one.</param>
/// <param name="maxBytes">Most bytes.</param>
internal sealed class BoundedStream(Stream inner, long maxBytes) : ReadOnlyStream
{
    private long _read;

    /// <inheritdoc/>
    /// <exception cref="ResponseTooLargeException">There are more bytes than may be.</exception>
    public override int Read(Span<byte> buffer) => Counted(inner.Read(buffer));

    /// <inheritdoc/>
    /// <exception cref="ResponseTooLargeException">There are more bytes than may be.</exception>
    public override int Read(byte[] buffer, int offset, int count) => Counted(inner.Read(buffer, offset, count));

    /// <inheritdoc/>
    /// <exception cref="ResponseTooLargeException">There are more bytes than may be.</exception>
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
