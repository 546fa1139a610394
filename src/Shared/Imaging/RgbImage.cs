using System.Buffers;

namespace MuBench.Imaging;

/// <summary>
/// A decoded picture: 8-bit RGB, interleaved, rows without gaps. A small one is in pooled memory; a large one in
/// memory that the system gets back with <see cref="Dispose"/>, so that one huge image leaves nothing behind. Some bytes beyond the pixels are
/// readable and writable, so that vector code may run over the end.
/// </summary>
public sealed class RgbImage : IDisposable
{
    /// <summary>Bytes past the last pixel that belong to the buffer.</summary>
    internal const int Slack = 64;

    // Most micrographs are below it, and a pool serves them faster.
    private const int MaxPooled = 16 << 20;

    private byte[]? _pooled;
    private NativeBuffer? _native;
    private Memory<byte> _memory;

    /// <summary>Rents a picture of a size; its pixels are undefined.</summary>
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

    /// <summary>The whole buffer, <see cref="Slack"/> included.</summary>
    internal Span<byte> Buffer => Memory.Span;

    /// <summary>As <see cref="Buffer"/>, to be kept beyond a call.</summary>
    internal Memory<byte> Memory => _memory.IsEmpty ? throw new ObjectDisposedException(nameof(RgbImage)) : _memory;

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        _memory = default;
        if (Interlocked.Exchange(ref _pooled, null) is { } pooled)
            ArrayPool<byte>.Shared.Return(pooled);
        if (Interlocked.Exchange(ref _native, null) is IDisposable native)
            native.Dispose();
    }
}
