using MuBench.Weights.Elements;

namespace MuBench.Weights.Files;

/// <summary>One tensor of a model and where its elements lie.</summary>
public sealed record WeightTensor(string Name, ElementType Type, IReadOnlyList<long> Shape, WeightFile File, long Offset)
{
    /// <summary>The elements, where the file does not hold them as plain little-endian numbers.</summary>
    public byte[]? Inline { get; init; }

    /// <summary>Set for the value of a Constant node, which belongs to the graph rather than to what was trained.</summary>
    public bool IsGraphConstant { get; init; }

    /// <summary>How many elements there are.</summary>
    public long Elements { get; } = Shape.Aggregate(1L, (product, size) => checked(product * size));

    /// <summary>Bytes of all elements.</summary>
    public long Bytes => Elements * ElementTypes.SizeOf(Type);

    /// <summary>The shape as text.</summary>
    public string ShapeText => $"[{string.Join(", ", Shape)}]";

    /// <summary>Reads elements.</summary>
    public void Read(long element, Span<byte> buffer)
    {
        var position = element * ElementTypes.SizeOf(Type);
        if (Inline is null)
            File.Read(buffer, Offset + position);
        else
            Inline.AsSpan((int)position, buffer.Length).CopyTo(buffer);
    }
}
