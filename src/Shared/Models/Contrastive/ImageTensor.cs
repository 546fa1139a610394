using System.Buffers;

namespace MuBench.Models.Contrastive;

/// <summary>A picture as a model takes it: three planes of floats (R, G, B), in pooled memory.</summary>
public sealed class ImageTensor : IDisposable
{
    private float[]? _buffer;

    internal ImageTensor(int width, int height)
    {
        (Width, Height) = (width, height);
        _buffer = ArrayPool<float>.Shared.Rent(checked(3 * width * height));
    }

    /// <summary>The image has more pages or frames, of which this is the first.</summary>
    public bool FirstOfSeveral { get; init; }

    /// <summary>Width of a plane.</summary>
    public int Width { get; }

    /// <summary>Height of a plane.</summary>
    public int Height { get; }

    /// <summary>The planes, one after the other, row by row.</summary>
    public Span<float> Values => (_buffer ?? throw new ObjectDisposedException(nameof(ImageTensor))).AsSpan(0, 3 * Width * Height);

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer)
            ArrayPool<float>.Shared.Return(buffer);
    }
}
