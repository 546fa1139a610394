namespace MuBench.Weights.Onnx;

/// <summary>What an ONNX model computes, its trained numbers aside.</summary>
public sealed class OnnxGraph
{
    /// <summary>Opsets, functions, inputs, outputs and nodes.</summary>
    public required IReadOnlyList<OnnxGraphPart> Parts { get; init; }

    /// <summary>The tensors whose elements are not plain numbers in the file, and how to write them back.</summary>
    public required IReadOnlyList<OnnxInlineTensor> Inlines { get; init; }

    /// <summary>A node that computes in whole numbers, or null where the model is not quantised.</summary>
    public string? QuantisedBy => QuantisedOperators.Count == 0 ? null : QuantisedOperators[0];

    /// <summary>The operators that compute in whole numbers, each once, in the order of the graph.</summary>
    public required IReadOnlyList<string> QuantisedOperators { get; init; }

    /// <summary>Version of the standard operators; 0 where the file does not say.</summary>
    public required long Opset { get; init; }
}
