using MuBench.Weights.Elements;
using MuBench.Weights.Files;

namespace MuBench.Weights.Naming;

/// <summary>A tensor, or the rows of a fused tensor, under the name by which models are compared.</summary>
/// <param name="Name">The name, as Hugging Face's CLIPModel has it.</param>
/// <param name="Tensor">Where the elements lie.</param>
/// <param name="FirstElement">The first element of the part in the tensor.</param>
/// <param name="Shape">The shape under that name.</param>
/// <param name="IsTransposed">Set where the tensor holds the transpose of that shape.</param>
internal sealed record TensorPart(string Name, WeightTensor Tensor, long FirstElement, IReadOnlyList<long> Shape, bool IsTransposed)
{
    /// <summary>How many elements there are.</summary>
    public long Elements { get; } = Shape.Aggregate(1L, (product, size) => product * size);

    /// <summary>The element type.</summary>
    public ElementType Type => Tensor.Type;

    /// <summary>The rows and columns as they are stored, where the part may be transposed.</summary>
    public (long Rows, long Columns) Stored => IsTransposed ? (Shape[1], Shape[0]) : (Shape[0], Shape[1]);

    /// <summary>What to call the part in a message: the user's own name, and ours where it differs.</summary>
    public string Label => Name == Tensor.Name ? $"'{Name}'" : $"'{Tensor.Name}' ({Name})";

    /// <summary>The whole of a tensor under its own name.</summary>
    public static TensorPart Whole(WeightTensor tensor, string name) => new(name, tensor, 0, tensor.Shape, false);

    /// <summary>Reads elements in the order in which they are stored.</summary>
    public void Read(long element, Span<byte> buffer) => Tensor.Read(FirstElement + element, buffer);
}
