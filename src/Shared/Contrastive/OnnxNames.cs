namespace MuBench.Contrastive;

/// <summary>The file names of exports in other precisions, as Optimum and Transformers.js write them.</summary>
internal static class OnnxNames
{
    /// <summary>The suffixes between a file's name and <c>.onnx</c>, the most common one first.</summary>
    public static IReadOnlyList<string> Of(string precision) => precision switch
    {
        ModelPrecisions.Fp32 => [""],
        ModelPrecisions.Fp16 => ["_fp16"],
        ModelPrecisions.Quantized => ["_quantized", "_int8", "_uint8"],
        _ => throw new ArgumentOutOfRangeException(nameof(precision), precision, "The manifest's reader let an unknown precision through."),
    };
}
