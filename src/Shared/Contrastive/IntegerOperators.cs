using MuBench.Weights.Files;

namespace MuBench.Contrastive;

/// <summary>The operators of a model's ONNX files that compute in whole numbers, and their effect on responses.</summary>
/// <param name="Names">The operators' names, of both files.</param>
/// <param name="Opset">The highest version of the standard operator set.</param>
/// <param name="Unread">A file of an 8-bit export whose graph could not be read; null if there is none.</param>
public sealed record IntegerOperators(IReadOnlySet<string> Names, long Opset, string? Unread)
{
    // From this opset on, the standard QLinearMatMul is a version that ONNX Runtime's setting does not cover.
    private const int OpsetOfAnotherMatMul = 21;

    // Operators that Arithmetic.ExactBytes covers (ONNX Runtime 1.31, avx2_weight_s8_to_u8.cc and qdq_s8_to_u8.cc), that take no
    // signed weights (ConvInteger), or that do not sum bytes.
    private static readonly HashSet<string> Exact = new(StringComparer.Ordinal)
    {
        "DequantizeLinear", "DynamicQuantizeLinear", "MatMulInteger", "MatMulIntegerToFloat", "DynamicQuantizeMatMul", "DynamicQuantizeLSTM",
        "ConvInteger", "QAttention", "QGemm", "GatherBlockQuantized",
    };

    /// <summary>
    /// Whether the response to one input depends on the rest of its forward pass: operators that quantise during the pass use one
    /// scale for all of its inputs. Such a model gets one input per pass.
    /// </summary>
    public bool ScalesWithBatch => Unread is not null || Names.Any(name => name.StartsWith("DynamicQuantize", StringComparison.Ordinal));

    /// <summary>The operators whose sums of bytes may saturate on an x64 processor without VNNI, in order.</summary>
    public IReadOnlyList<string> Inexact =>
    [
        .. Names.Where(name => !Exact.Contains(name) && (!name.StartsWith("QLinear", StringComparison.Ordinal) || (name == "QLinearMatMul" && Opset >= OpsetOfAnotherMatMul)))
            .Order(StringComparer.Ordinal),
        .. Unread is null ? (string[])[] : [$"operators of {Unread}, which could not be read"],
    ];

    /// <summary>Reads the graphs of a model. Of its weights, only the table is read.</summary>
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
                // ONNX Runtime has loaded the file. An export with floats sums no bytes; for an 8-bit one the worst case is assumed.
                unread ??= precision == ModelPrecisions.Quantized ? Path.GetFileName(file) : null;
            }
        }

        return new IntegerOperators(names, opset, unread);
    }
}
