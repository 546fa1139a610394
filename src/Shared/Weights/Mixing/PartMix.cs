using MuBench.Weights.Elements;
using MuBench.Weights.Naming;

namespace MuBench.Weights.Mixing;

/// <summary>A part of the first model and the matching parts of the other models.</summary>
/// <param name="Parts">The part in each model, in the order of the inputs.</param>
internal sealed record PartMix(IReadOnlyList<TensorPart> Parts)
{
    /// <summary>The part of the first model; the output has its layout and type.</summary>
    public TensorPart First => Parts[0];

    /// <summary>Whether a model stores the transpose of what the first model stores. Such a part is read by whole rows.</summary>
    public bool ByRows { get; } = Parts.Any(part => part.IsTransposed != Parts[0].IsTransposed);

    /// <summary>Chunks begin and end at multiples of this number of elements.</summary>
    public long Granularity => ByRows ? Math.Max(1, First.Stored.Columns) : 1;

    /// <summary>Reads elements of one model in the order in which the first model stores them.</summary>
    public void Read(int model, long element, int count, Span<byte> buffer)
    {
        var part = Parts[model];
        var size = ElementTypes.SizeOf(part.Type);
        if (part.IsTransposed == First.IsTransposed)
        {
            part.Read(element, buffer[..(count * size)]);
            return;
        }

        var (rows, columns) = First.Stored;
        var firstRow = element / columns;
        var rowCount = (int)(count / columns);
        var column = new byte[rowCount * size];
        for (var c = 0; c < columns; c++)
        {
            part.Read(c * rows + firstRow, column);
            for (var r = 0; r < rowCount; r++)
                column.AsSpan(r * size, size).CopyTo(buffer[(int)((r * columns + c) * size)..]);
        }
    }
}
