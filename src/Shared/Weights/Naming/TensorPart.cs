using MuBench.Weights.Elements;
using MuBench.Weights.Files;

namespace MuBench.Weights.Naming;

/// <summary>A tensor, or the rows of a fused tensor, under the name that is used for matching.</summary>
/// <param name="Name">The name in Hugging Face's CLIPModel.</param>
/// <param name="Tensor">The tensor that holds the elements.</param>
/// <param name="FirstElement">Index of the part's first element in the tensor.</param>
/// <param name="Shape">The shape under that name.</param>
/// <param name="IsTransposed">Whether the tensor holds the transpose of that shape.</param>
internal sealed record TensorPart(string Name, WeightTensor Tensor, long FirstElement, IReadOnlyList<long> Shape, bool IsTransposed)
{
    /// <summary>Number of elements.</summary>
    public long Elements { get; } = Shape.Aggregate(1L, (product, size) => product * size);

    /// <summary>The element type.</summary>
    public ElementType Type => Tensor.Type;

    /// <summary>The rows and columns as stored, for a part that may be transposed.</summary>
    public (long Rows, long Columns) Stored => IsTransposed ? (Shape[1], Shape[0]) : (Shape[0], Shape[1]);

    /// <summary>The part's name in messages: the name in the user's file, and the mapped name if it differs.</summary>
    public string Label => Name == Tensor.Name ? $"'{Name}'" : $"'{Tensor.Name}' ({Name})";

    /// <summary>A whole tensor under a name.</summary>
    public static TensorPart Whole(WeightTensor tensor, string name) => new(name, tensor, 0, tensor.Shape, false);

    /// <summary>Reads elements in stored order.</summary>
    public void Read(long element, Span<byte> buffer) => Tensor.Read(FirstElement + element, buffer);
}
