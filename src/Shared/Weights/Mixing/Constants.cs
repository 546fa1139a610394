using MuBench.Weights.Elements;
using MuBench.Weights.Naming;

namespace MuBench.Weights.Mixing;

/// <summary>Which tensors are no weights: they are copied, not mixed.</summary>
internal static class Constants
{
    // Buffers that libraries saved in some versions and left out in others; each model code makes them itself.
    private static readonly string[] Optional = ["position_ids", "attn_mask", "input_resolution", "context_length", "vocab_size"];

    // Counts training steps; nothing that answers a question reads it.
    private const string BatchCounter = "num_batches_tracked";

    /// <summary>Says whether a part is a constant: whole numbers, or an attention mask.</summary>
    public static bool IsConstant(TensorPart part) => !ElementTypes.IsFloat(part.Type) || IsOptional(part);

    /// <summary>Says whether a model is complete without a part.</summary>
    public static bool IsOptional(TensorPart part) => Optional.Contains(LastName(part));

    /// <summary>Says whether models may differ in a constant; the first one's is taken.</summary>
    public static bool MayDiffer(TensorPart part) => LastName(part) == BatchCounter;

    private static string LastName(TensorPart part) => part.Name[(part.Name.LastIndexOf('.') + 1)..];
}
