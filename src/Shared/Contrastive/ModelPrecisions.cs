namespace MuBench.Contrastive;

/// <summary>The precisions of a contrastive model's exports.</summary>
public static class ModelPrecisions
{
    /// <summary>32-bit floats: <c>model.onnx</c>.</summary>
    public const string Fp32 = "fp32";

    /// <summary>16-bit floats: <c>model_fp16.onnx</c>.</summary>
    public const string Fp16 = "fp16";

    /// <summary>8-bit integers: <c>model_quantized.onnx</c>, <c>model_int8.onnx</c> or <c>model_uint8.onnx</c>.</summary>
    public const string Quantized = "int8";

    /// <summary>All precisions.</summary>
    public static IReadOnlyList<string> All { get; } = [Fp32, Fp16, Quantized];
}
