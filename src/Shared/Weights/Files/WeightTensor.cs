using MuBench.Weights.Elements;

namespace MuBench.Weights.Files;

/// <summary>One tensor of a model and the position of its elements.</summary>
public sealed record WeightTensor(string Name, ElementType Type, IReadOnlyList<long> Shape, WeightFile File, long Offset)
{
    /// <summary>The elements, if the file does not hold them as plain little-endian numbers; otherwise null.</summary>
    public byte[]? Inline { get; init; }

    /// <summary>Whether it is the value of a Constant node. Such a value belongs to the graph and was not trained.</summary>
    public bool IsGraphConstant { get; init; }

    /// <summary>Number of elements.</summary>
    public long Elements { get; } = Shape.Aggregate(1L, (product, size) => checked(product * size));

    /// <summary>Size of all elements in bytes.</summary>
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
