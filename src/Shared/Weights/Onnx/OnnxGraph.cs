namespace MuBench.Weights.Onnx;

/// <summary>What an ONNX model computes, its trained numbers aside.</summary>
internal sealed class OnnxGraph
{
    /// <summary>Opsets, functions, inputs, outputs and nodes.</summary>
    public required IReadOnlyList<OnnxGraphPart> Parts { get; init; }

    /// <summary>The tensors whose elements are not plain numbers in the file, and how to write them back.</summary>
    public required IReadOnlyList<OnnxInlineTensor> Inlines { get; init; }

    /// <summary>A node that computes in whole numbers, or null where the model is not quantised.</summary>
    public required string? QuantisedBy { get; init; }
}
