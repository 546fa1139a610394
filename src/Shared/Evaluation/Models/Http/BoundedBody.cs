using System.Buffers;

namespace MuBench.Models.Http;

/// <summary>The body of a response, read up to a maximum number of bytes into a buffer that is used again.</summary>
internal readonly struct BoundedBody : IDisposable
{
    private const int FirstBytes = 4096;

    // An announced length is a promise only. The buffer grows beyond this as bytes come.
    private const int MaxFirstBytes = 64 * 1024;

    private readonly byte[] _buffer;
    private readonly int _length;

    private BoundedBody(byte[] buffer, int length) => (_buffer, _length) = (buffer, length);

    /// <summary>The bytes; valid until the body is disposed.</summary>
    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _length);

    /// <summary>Reads a body to its end.</summary>
    /// <param name="response">The response, of which nothing was read yet.</param>
    /// <param name="maxBytes">Maximum number of bytes.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ResponseTooLargeException">The body has more bytes.</exception>
    public static async ValueTask<BoundedBody> ReadAsync(HttpResponseMessage response, long maxBytes, CancellationToken cancellationToken)
    {
        var length = response.Content.Headers.ContentLength;
        if (length > maxBytes)
            throw new ResponseTooLargeException(maxBytes);
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        // One byte more shows the end.
        var buffer = ArrayPool<byte>.Shared.Rent(length is { } known ? (int)Math.Min(known + 1, MaxFirstBytes) : FirstBytes);
        var read = 0;
        try
        {
            for (int more; (more = await stream.ReadAsync(buffer.AsMemory(read), cancellationToken).ConfigureAwait(false)) > 0;)
            {
                if ((read += more) > maxBytes)
                    throw new ResponseTooLargeException(maxBytes);
                if (read == buffer.Length)
                    buffer = Larger(buffer);
            }

            return new BoundedBody(buffer, read);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private static byte[] Larger(byte[] full)
    {
        var larger = ArrayPool<byte>.Shared.Rent(2 * full.Length);
        full.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(full);
        return larger;
    }
}
