namespace MuBench.Weights.Inspection;

/// <summary>What a weight file holds.</summary>
/// <param name="Path">The file; of a sharded model, the index.</param>
/// <param name="Format">safetensors or onnx.</param>
/// <param name="Metadata">The file's own words about itself.</param>
/// <param name="Tensors">The tensors, in the order of the file.</param>
/// <param name="GraphConstants">How many constants of an ONNX graph are not listed.</param>
/// <param name="Parameters">Floating-point elements in all.</param>
/// <param name="Bytes">Bytes of all tensors.</param>
public sealed record WeightListing(
    string Path,
    string Format,
    IReadOnlyDictionary<string, string> Metadata,
    IReadOnlyList<TensorListing> Tensors,
    int GraphConstants,
    long Parameters,
    long Bytes);
