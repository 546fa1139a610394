using System.Buffers;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using MuBench.Imaging.Display;

namespace MuBench.Contrastive;

/// <summary>A picture as a model's input: three planes (R, G, B) of 32-bit or 16-bit floats, in pooled memory.</summary>
public sealed class ImageTensor : IDisposable
{
    private readonly int _length;
    private byte[]? _buffer;

    internal ImageTensor(int width, int height, bool isHalf = false)
    {
        (Width, Height, IsHalf) = (width, height, isHalf);
        _length = checked(3 * width * height * (isHalf ? sizeof(ushort) : sizeof(float)));
        _buffer = ArrayPool<byte>.Shared.Rent(_length);
    }

    /// <summary>How the image was changed beyond decoding and resizing.</summary>
    public DisplayedImage Shown { get; init; } = DisplayedImage.AsDecoded;

    /// <summary>Width of a plane in pixels.</summary>
    public int Width { get; }

    /// <summary>Height of a plane in pixels.</summary>
    public int Height { get; }

    /// <summary>Whether the floats have 16 bits; then <see cref="Halves"/> is used, otherwise <see cref="Values"/>.</summary>
    public bool IsHalf { get; }

    /// <summary>The planes as 32-bit floats, one after the other, row by row.</summary>
    /// <exception cref="InvalidOperationException">The floats have 16 bits.</exception>
    public Span<float> Values => !IsHalf ? MemoryMarshal.Cast<byte, float>(Bytes) : throw new InvalidOperationException("The tensor holds 16-bit floats.");

    /// <summary>The planes as 16-bit floats, one after the other, row by row.</summary>
    /// <exception cref="InvalidOperationException">The floats have 32 bits.</exception>
    internal Span<Float16> Halves => IsHalf ? MemoryMarshal.Cast<byte, Float16>(Bytes) : throw new InvalidOperationException("The tensor holds 32-bit floats.");

    /// <summary>The planes as bytes.</summary>
    internal Span<byte> Bytes => (_buffer ?? throw new ObjectDisposedException(nameof(ImageTensor))).AsSpan(0, _length);

    /// <summary>Returns the memory.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer)
            ArrayPool<byte>.Shared.Return(buffer);
    }
}
