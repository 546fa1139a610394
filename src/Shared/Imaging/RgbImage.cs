using System.Buffers;

namespace MuBench.Imaging;

/// <summary>
/// A decoded picture: 8-bit RGB, interleaved, rows without gaps, in pooled memory. Some bytes beyond the pixels are
/// readable and writable, so that vector code may run over the end.
/// </summary>
public sealed class RgbImage : IDisposable
{
    /// <summary>Bytes past the last pixel that belong to the buffer.</summary>
    internal const int Slack = 64;

    private byte[]? _buffer;

    /// <summary>Rents a picture of a size; its pixels are undefined.</summary>
    public RgbImage(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        (Width, Height) = (width, height);
        _buffer = ArrayPool<byte>.Shared.Rent(checked(width * height * 3 + Slack));
    }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>R, G, B of each pixel, row by row.</summary>
    public Span<byte> Pixels => Buffer.AsSpan(0, Width * Height * 3);

    /// <summary>The whole buffer, <see cref="Slack"/> included.</summary>
    internal byte[] Buffer => _buffer ?? throw new ObjectDisposedException(nameof(RgbImage));

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer)
            ArrayPool<byte>.Shared.Return(buffer);
    }
}
