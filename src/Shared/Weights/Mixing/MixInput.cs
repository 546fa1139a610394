using MuBench.Weights.Elements;

namespace MuBench.Weights.Mixing;

/// <summary>The stored elements of one input, and their weight in the mix.</summary>
internal readonly record struct MixInput(ElementType Type, ReadOnlyMemory<byte> Bytes, double Weight)
{
    /// <summary>The bytes of a range of elements.</summary>
    public ReadOnlySpan<byte> Slice(int start, int count)
    {
        var size = ElementTypes.SizeOf(Type);
        return Bytes.Span.Slice(start * size, count * size);
    }
}
