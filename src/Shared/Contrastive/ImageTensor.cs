using System.Buffers;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using MuBench.Imaging.Display;

namespace MuBench.Contrastive;

/// <summary>A picture as a model takes it: three planes of 32-bit or 16-bit floats (R, G, B), in pooled memory.</summary>
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

    /// <summary>What was made of the image beyond decoding and resizing it.</summary>
    public DisplayedImage Shown { get; init; } = DisplayedImage.AsDecoded;

    /// <summary>Width of a plane.</summary>
    public int Width { get; }

    /// <summary>Height of a plane.</summary>
    public int Height { get; }

    /// <summary>The floats have 16 bits: <see cref="Halves"/> rather than <see cref="Values"/>.</summary>
    public bool IsHalf { get; }

    /// <summary>The planes, one after the other, row by row.</summary>
    /// <exception cref="InvalidOperationException">The floats have 16 bits.</exception>
    public Span<float> Values => !IsHalf ? MemoryMarshal.Cast<byte, float>(Bytes) : throw new InvalidOperationException("The tensor holds 16-bit floats.");

    /// <summary>The planes, one after the other, row by row, of 16-bit floats.</summary>
    /// <exception cref="InvalidOperationException">The floats have 32 bits.</exception>
    internal Span<Float16> Halves => IsHalf ? MemoryMarshal.Cast<byte, Float16>(Bytes) : throw new InvalidOperationException("The tensor holds 32-bit floats.");

    /// <summary>The planes as they lie in memory.</summary>
    internal Span<byte> Bytes => (_buffer ?? throw new ObjectDisposedException(nameof(ImageTensor))).AsSpan(0, _length);

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer)
            ArrayPool<byte>.Shared.Return(buffer);
    }
}
