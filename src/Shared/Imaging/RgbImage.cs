using System.Buffers;

namespace MuBench.Imaging;

/// <summary>
/// A decoded picture: 8-bit RGB, interleaved, rows without gaps. A small picture uses pooled memory. A large one uses memory
/// that returns to the system on <see cref="Dispose"/>, so that one huge image does not keep memory occupied. Some bytes
/// after the pixels are readable and writable, because vector code passes the end.
/// </summary>
public sealed class RgbImage : IDisposable
{
    /// <summary>Bytes of the buffer after the last pixel.</summary>
    internal const int Slack = 64;

    // Most micrographs are smaller, and the pool is faster for them.
    private const int MaxPooled = 16 << 20;

    private byte[]? _pooled;
    private NativeBuffer? _native;
    private Memory<byte> _memory;

    /// <summary>Rents the memory of a picture; its pixels are undefined.</summary>
    public RgbImage(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        (Width, Height) = (width, height);
        var length = checked(width * height * 3 + Slack);
        if (length <= MaxPooled)
            _memory = _pooled = ArrayPool<byte>.Shared.Rent(length);
        else
            _memory = (_native = new NativeBuffer(length)).Memory;
    }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>R, G, B of each pixel, row by row.</summary>
    public Span<byte> Pixels => Buffer[..(Width * Height * 3)];

    /// <summary>The whole buffer, including <see cref="Slack"/>.</summary>
    internal Span<byte> Buffer => Memory.Span;

    /// <summary>As <see cref="Buffer"/>, but it can be kept beyond a call.</summary>
    internal Memory<byte> Memory => _memory.IsEmpty ? throw new ObjectDisposedException(nameof(RgbImage)) : _memory;

    /// <summary>Returns the memory.</summary>
    public void Dispose()
    {
        _memory = default;
        if (Interlocked.Exchange(ref _pooled, null) is { } pooled)
            ArrayPool<byte>.Shared.Return(pooled);
        if (Interlocked.Exchange(ref _native, null) is IDisposable native)
            native.Dispose();
    }
}
