namespace MuBench.Contrastive;

/// <summary>In which precision a contrastive model computes and on what, in words that stand in the response log and the report.</summary>
public static class Arithmetic
{
    /// <summary>
    /// The setting of ONNX Runtime that has it sum products of bytes without saturation on every x64 processor: it makes signed
    /// 8-bit weights unsigned, whose kernels sum in 32 bits. Other processors do so anyway, and models without such weights stay as they are.
    /// </summary>
    public const string ExactBytes = "session.x64quantprecision";

    /// <summary>What precedes, in <see cref="Of"/>, the operators whose 8-bit sums may saturate on that processor.</summary>
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
