namespace MuBench.Manifests;

/// <summary>
/// Model families that share a prompt for boxes and a format of the boxes in responses; see
/// <c>Scoring/Styles/DetectionPrompts</c>.
/// </summary>
internal static class DetectionFamilies
{
    /// <summary>PaliGemma: <c>detect CLASS</c>, location tokens. As in the authors' code.</summary>
    public const string PaliGemma = "paligemma";

    /// <summary>Qwen-VL: <c>Detect CLASS</c>, box tags. As in the authors' code.</summary>
    public const string QwenVl = "qwen-vl";

    /// <summary>Qwen2.5-VL: JSON in pixels of the resized image.</summary>
    public const string Qwen25Vl = "qwen2.5-vl";

    /// <summary>Qwen3-VL: JSON in thousandths of the image size.</summary>
    public const string Qwen3Vl = "qwen3-vl";

    /// <summary>Gemini: JSON in thousandths of the image size, y first.</summary>
    public const string Gemini = "gemini";

    /// <summary>Any other model: JSON in thousandths of the image size.</summary>
    public const string Json = "json";

    /// <summary>All families.</summary>
    public static IReadOnlyList<string> All { get; } = [PaliGemma, QwenVl, Qwen25Vl, Qwen3Vl, Gemini, Json];

    /// <summary>Whether a family has the authors' prompt, so that its scores compare with theirs.</summary>
    public static bool IsOfficial(string family) => family is PaliGemma or QwenVl;

    /// <summary>The family of a model: the manifest's, else the one that its name identifies, else <see cref="Json"/>.</summary>
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
