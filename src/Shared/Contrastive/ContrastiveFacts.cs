using MuBench.Weights.Elements;
using MuBench.Weights.Files;

namespace MuBench.Contrastive;

/// <summary>
/// Reads the facts that scoring needs from a model folder. It creates no session and reads only the table of the weights.
/// </summary>
internal static class ContrastiveFacts
{
    private static readonly string[] Checkpoints = ["model.safetensors", "model.safetensors.index.json", "open_clip_model.safetensors"];

    /// <summary>Reads the facts of a folder.</summary>
    /// <exception cref="UserException">A file of the model is missing or damaged.</exception>
    public static ModelFacts Read(ContrastiveFolder folder)
    {
        var config = folder.Config is { } file ? JsonFile.Read(file) : null;
        var type = config?.Text("model_type");
        return new ModelFacts
        {
            ScoreFunction = type?.StartsWith("siglip", StringComparison.Ordinal) ?? false ? ModelFacts.Sigmoid : ModelFacts.Softmax,
            LogitScale = LogitScale(folder, config),
            Parameters = Parameters(folder),
            Description = $"{config?.Text("_name_or_path") ?? System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(folder.Path))} ({type ?? "open_clip"})",
        };
    }

    /// <summary>
    /// The trained scale. All layouts store its logarithm. <c>logit_scale_init_value</c> is not used: it is the value before training
    /// (CLIP: 14.3 before, 100 after).
    /// </summary>
    private static double? LogitScale(ContrastiveFolder folder, JsonFile? config)
    {
        if (config?.Number("logit_scale") is { } said)
            return Math.Exp(said);
        var files = Checkpoints.Select(name => System.IO.Path.Combine(folder.Path, name)).Where(File.Exists).Append(folder.VisionModel).Append(folder.TextModel);
        foreach (var file in files.Distinct(StringComparer.Ordinal))
        {
            using var weights = TryOpen(file);
            if (weights?.Tensors.FirstOrDefault(IsLogitScale) is { } scale)
                return Math.Exp(First(scale));
        }

        return null;
    }

    private static bool IsLogitScale(WeightTensor tensor) =>
        tensor.Elements == 1 && ElementTypes.IsFloat(tensor.Type) && (tensor.Name == "logit_scale" || tensor.Name.EndsWith(".logit_scale", StringComparison.Ordinal));

    private static double First(WeightTensor tensor)
    {
        var bytes = new byte[ElementTypes.SizeOf(tensor.Type)];
        tensor.Read(0, bytes);
        Span<double> value = stackalloc double[1];
        ElementCodec.Decode(tensor.Type, bytes, value);
        return value[0];
    }

    /// <summary>
    /// Number of weights in the ONNX files: floating-point numbers and, in quantised models, bytes; constants of the graph are not
    /// counted. Null if a file stores weights in fewer than 8 bits or in an unreadable way.
    /// </summary>
    private static long? Parameters(ContrastiveFolder folder)
    {
        var count = 0L;
        foreach (var file in ((string[])[folder.VisionModel, folder.TextModel]).Distinct(StringComparer.Ordinal))
        {
            using var weights = TryOpen(file);
            if (weights is null || PacksBits(weights))
                return null;
            count += weights.Tensors.Where(IsWeight).Sum(tensor => tensor.Elements);
        }

        return count == 0 ? null : count;
    }

    private static bool IsWeight(WeightTensor tensor) => !tensor.IsGraphConstant
        && (ElementTypes.IsFloat(tensor.Type) || (tensor.Type is ElementType.I8 or ElementType.U8 && tensor.Shape.Count > 0));

    private static bool PacksBits(WeightModel weights) => weights.Graph is { } graph
        && (graph.QuantisedBy?.Contains("NBits", StringComparison.Ordinal) == true
            || graph.QuantisedBy?.Contains("BlockQuantized", StringComparison.Ordinal) == true
            || graph.Parts.Any(part => part.Description.Contains("4-bit", StringComparison.Ordinal)));

    // If the table of a file cannot be read, the analyses lack a number; the run keeps the model.
    private static WeightModel? TryOpen(string path)
    {
        try
        {
            return WeightModels.Open(path);
        }
        catch (UserException)
        {
            return null;
        }
    }
}
