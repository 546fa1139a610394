namespace MuBench.Weights.Inspection;

/// <summary>The content of a weight file.</summary>
/// <param name="Path">The file, or the index of a sharded model.</param>
/// <param name="Format">safetensors or onnx.</param>
/// <param name="Metadata">The file's free-text metadata.</param>
/// <param name="Tensors">The tensors, in the order of the file.</param>
/// <param name="GraphConstants">Number of constants of an ONNX graph that are not listed.</param>
/// <param name="Parameters">Total number of floating-point elements.</param>
/// <param name="Bytes">Size of all tensors in bytes.</param>
public sealed record WeightListing(
    string Path,
    string Format,
    IReadOnlyDictionary<string, string> Metadata,
    IReadOnlyList<TensorListing> Tensors,
    int GraphConstants,
    long Parameters,
    long Bytes);
