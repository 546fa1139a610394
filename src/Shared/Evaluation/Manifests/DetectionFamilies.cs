namespace MuBench.Manifests;

/// <summary>The families of models by how they are asked for boxes and how they write them; see <c>Scoring/Styles/DetectionPrompts</c>.</summary>
public static class DetectionFamilies
{
    /// <summary>PaliGemma: <c>detect CLASS</c>, location tokens. The authors'.</summary>
    public const string PaliGemma = "paligemma";

    /// <summary>Qwen-VL: <c>Detect CLASS</c>, box tags. The authors'.</summary>
    public const string QwenVl = "qwen-vl";

    /// <summary>Qwen2.5-VL: JSON in pixels of the resized image.</summary>
    public const string Qwen25Vl = "qwen2.5-vl";

    /// <summary>Qwen3-VL: JSON in thousandths of the image.</summary>
    public const string Qwen3Vl = "qwen3-vl";

    /// <summary>Gemini: JSON in thousandths of the image, y first.</summary>
    public const string Gemini = "gemini";

    /// <summary>Any other: JSON in thousandths of the image.</summary>
    public const string Json = "json";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [PaliGemma, QwenVl, Qwen25Vl, Qwen3Vl, Gemini, Json];

    /// <summary>Whether a family is asked as the authors asked it, so that its scores compare with theirs.</summary>
    public static bool IsOfficial(string family) => family is PaliGemma or QwenVl;

    /// <summary>The family of a model: what the manifest says, else what its name leaves no doubt of, else <see cref="Json"/>.</summary>
    public static string Of(ModelManifest model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Detection ?? (model.Kind == ModelKinds.Gemini ? Gemini : ByName(model.Model ?? ""));
    }

    private static string ByName(string model)
    {
        var name = model[(model.LastIndexOf('/') + 1)..].ToLowerInvariant();
        return name.StartsWith("paligemma", StringComparison.Ordinal) ? PaliGemma
            : name is "qwen-vl" or "qwen-vl-chat" ? QwenVl
            : name.StartsWith("qwen2.5-vl", StringComparison.Ordinal) ? Qwen25Vl
            : name.StartsWith("qwen3-vl", StringComparison.Ordinal) ? Qwen3Vl
            : Json;
    }
}
