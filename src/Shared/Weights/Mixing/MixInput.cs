using MuBench.Weights.Elements;

namespace MuBench.Weights.Mixing;

/// <summary>The stored elements of one input, and what they are multiplied with.</summary>
internal readonly record struct MixInput(ElementType Type, ReadOnlyMemory<byte> Bytes, double Weight)
{
    /// <summary>The bytes of some of the elements.</summary>
    public ReadOnlySpan<byte> Slice(int start, int count)
    {
        var size = ElementTypes.SizeOf(Type);
        return Bytes.Span.Slice(start * size, count * size);
    }
}
