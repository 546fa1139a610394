namespace MuBench.Weights.Onnx;

/// <summary>The computation of an ONNX model, without its weights.</summary>
public sealed class OnnxGraph
{
    /// <summary>Opsets, functions, inputs, outputs and nodes.</summary>
    public required IReadOnlyList<OnnxGraphPart> Parts { get; init; }

    /// <summary>The tensors that are not stored as plain numbers, and how to write them back.</summary>
    public required IReadOnlyList<OnnxInlineTensor> Inlines { get; init; }

    /// <summary>The first operator that computes in whole numbers; null if the model is not quantised.</summary>
    public string? QuantisedBy => QuantisedOperators.Count == 0 ? null : QuantisedOperators[0];

    /// <summary>The operators that compute in whole numbers, each once, in the order of the graph.</summary>
    public required IReadOnlyList<string> QuantisedOperators { get; init; }

    /// <summary>Version of the standard operator set; 0 if the file does not state it.</summary>
    public required long Opset { get; init; }
}
