using MuBench.Weights.Elements;
using MuBench.Weights.Naming;

namespace MuBench.Weights.Mixing;

/// <summary>Decides which tensors are not weights: they are copied, not mixed.</summary>
internal static class Constants
{
    // Buffers that some versions of the libraries save and others do not. The code of each model computes them.
    private static readonly string[] Optional = ["position_ids", "attn_mask", "input_resolution", "context_length", "vocab_size"];

    // The number of training steps; it is not used when a model is evaluated.
    private const string BatchCounter = "num_batches_tracked";

    /// <summary>Whether a part is a constant: whole numbers, or a buffer that models compute themselves.</summary>
    public static bool IsConstant(TensorPart part) => !ElementTypes.IsFloat(part.Type) || IsOptional(part);

    /// <summary>Whether a model is complete without a part.</summary>
    public static bool IsOptional(TensorPart part) => Optional.Contains(LastName(part));

    /// <summary>Whether a constant may differ between models; the first model's is then used.</summary>
    public static bool MayDiffer(TensorPart part) => LastName(part) == BatchCounter;

    private static string LastName(TensorPart part) => part.Name[(part.Name.LastIndexOf('.') + 1)..];
}
