namespace MuBench.Contrastive;

/// <summary>
/// The precision and instruction set with which a contrastive model computes, in the words of the response log and the report.
/// </summary>
public static class Arithmetic
{
    /// <summary>
    /// The setting of ONNX Runtime for exact sums of byte products on every x64 processor. It makes signed 8-bit weights unsigned;
    /// the kernels for these sum in 32 bits and do not saturate. Other processors always do so, and models without such weights are
    /// not changed.
    /// </summary>
    public const string ExactBytes = "session.x64quantprecision";

    /// <summary>In <see cref="Of"/>, precedes the operators whose 8-bit sums may saturate on the processor.</summary>
    public const string MaySaturate = "; sums may saturate in ";

    /// <summary>Describes a model.</summary>
    public static string Of(IntegerOperators operators, ContrastiveOptions options)
    {
        if (options.Provider != ExecutionProviders.Cpu)
            return $"{options.Precision}{(options.AllowTf32 && options.Precision == ModelPrecisions.Fp32 ? " (TF32)" : "")} on {(options.Provider == ExecutionProviders.TensorRt ? "TensorRT" : "CUDA")}";
        var inexact = Processor.Saturates ? operators.Inexact : [];
        return $"{options.Precision} on {Processor.Name}{(inexact.Count == 0 ? "" : MaySaturate + string.Join(", ", inexact))}";
    }
}
