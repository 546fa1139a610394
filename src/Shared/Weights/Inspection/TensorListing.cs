namespace MuBench.Weights.Inspection;

/// <summary>A tensor as <c>mubench weights show</c> lists it.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Type">The element type, as safetensors names it.</param>
/// <param name="Shape">Its sizes.</param>
/// <param name="Elements">How many elements.</param>
/// <param name="Bytes">Bytes of all elements.</param>
/// <param name="File">The file that holds them.</param>
public sealed record TensorListing(string Name, string Type, IReadOnlyList<long> Shape, long Elements, long Bytes, string File);
