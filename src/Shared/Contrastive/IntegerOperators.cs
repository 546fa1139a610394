using MuBench.Weights.Files;

namespace MuBench.Contrastive;

/// <summary>The operators of a model's ONNX files that compute in whole numbers, and what follows from them for its answers.</summary>
/// <param name="Names">Their names, of both files.</param>
/// <param name="Opset">Greatest version of the standard operators.</param>
/// <param name="Unread">A file of an 8-bit export whose graph could not be read; null where there is none.</param>
public sealed record IntegerOperators(IReadOnlySet<string> Names, long Opset, string? Unread)
{
    // As of this opset the standard QLinearMatMul is one that ONNX Runtime's setting does not know.
    private const int OpsetOfAnotherMatMul = 21;

    // Operators that Arithmetic.ExactBytes covers (ONNX Runtime 1.31, avx2_weight_s8_to_u8.cc and qdq_s8_to_u8.cc), that take no
    // signed weights (ConvInteger) or that sum nothing in bytes.
    private static readonly HashSet<string> Exact = new(StringComparer.Ordinal)
    {
        "DequantizeLinear", "DynamicQuantizeLinear", "MatMulInteger", "MatMulIntegerToFloat", "DynamicQuantizeMatMul", "DynamicQuantizeLSTM",
        "ConvInteger", "QAttention", "QGemm", "GatherBlockQuantized",
    };

    /// <summary>
    /// Whether the answer to one input depends on what else is in its forward pass: operators that quantise as they go take one
    /// scale for the whole pass. Such a model gets its inputs one by one.
    /// </summary>
    public bool ScalesWithBatch => Unread is not null || Names.Any(name => name.StartsWith("DynamicQuantize", StringComparison.Ordinal));

    /// <summary>Those whose sums of bytes may saturate on an x64 processor without VNNI, in order.</summary>
    public IReadOnlyList<string> Inexact =>
    [
        .. Names.Where(name => !Exact.Contains(name) && (!name.StartsWith("QLinear", StringComparison.Ordinal) || (name == "QLinearMatMul" && Opset >= OpsetOfAnotherMatMul)))
            .Order(StringComparer.Ordinal),
        .. Unread is null ? (string[])[] : [$"operators of {Unread}, which could not be read"],
    ];

    /// <summary>Reads the graphs of a model; of its weights only their table.</summary>
    public static IntegerOperators Read(ContrastiveFolder folder, string precision)
    {
        var (names, opset, unread) = (new HashSet<string>(StringComparer.Ordinal), 0L, (string?)null);
        foreach (var file in ((string[])[folder.VisionModel, folder.TextModel]).Distinct(StringComparer.Ordinal))
        {
            try
            {
                using var model = WeightModels.Open(file);
                names.UnionWith(model.Graph!.QuantisedOperators);
                opset = Math.Max(opset, model.Graph.Opset);
            }
            catch (UserException)
            {
                // ONNX Runtime has loaded it. An export of floats sums no bytes; of an 8-bit one the worst is assumed.
                unread ??= precision == ModelPrecisions.Quantized ? Path.GetFileName(file) : null;
            }
        }

        return new IntegerOperators(names, opset, unread);
    }
}
