namespace MuBench.Weights.Inspection;

/// <summary>A tensor as <c>mubench weights show</c> lists it.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Type">The element type, by its safetensors name.</param>
/// <param name="Shape">Its sizes.</param>
/// <param name="Elements">Number of elements.</param>
/// <param name="Bytes">Size of all elements in bytes.</param>
/// <param name="File">The file that holds the elements.</param>
public sealed record TensorListing(string Name, string Type, IReadOnlyList<long> Shape, long Elements, long Bytes, string File);
