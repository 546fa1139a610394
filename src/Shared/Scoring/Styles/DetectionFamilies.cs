using MuBench.Manifests;
using MuBench.Scoring.Localization.Replies;

namespace MuBench.Scoring.Styles;

/// <summary>The families of models by how they are asked for boxes and how they write them.</summary>
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

    /// <summary>What reads the replies of a family.</summary>
    internal static IBoxParser ParserOf(string family) => BoxParsers.Find(family == Json ? BoxParsers.JsonThousandths : family)
        ?? throw new ArgumentOutOfRangeException(nameof(family), family, "Expected one of DetectionFamilies.All.");

    /// <summary>The prompt for the boxes of a class.</summary>
    internal static string PromptOf(string family, string name) => family switch
    {
        // The authors' own; the class as the dataset names it, not the plainer name that they meant to use (see docs/scoring.md).
        PaliGemma => $"detect {name}",
        QwenVl => $"Detect {name}",
        Qwen25Vl => $"Detect every \"{name}\" in the image and output the bounding boxes in JSON format: "
            + $"[{{\"bbox_2d\": [x1, y1, x2, y2], \"label\": \"{name}\"}}]. Output [] if there is none.",
        Qwen3Vl => $"Locate every \"{name}\" in the image and report its bounding box in JSON format, coordinates relative from 0 to 1000: "
            + $"[{{\"bbox_2d\": [x1, y1, x2, y2], \"label\": \"{name}\"}}]. Output [] if there is none.",
        Gemini => $"Detect every \"{name}\" in the image. Output a JSON list where each entry has the 2D bounding box in \"box_2d\" as "
            + "[ymin, xmin, ymax, xmax] normalized to 0-1000. Output [] if there is none.",
        Json => $"Find every \"{name}\" in the image. Answer with a JSON list and nothing else, one entry for each: {{\"box\": [x1, y1, x2, y2]}}, "
            + "where x1, y1 is its upper left and x2, y2 its lower right corner, in thousandths of the image's width and height "
            + "(0, 0 is the image's upper left corner, 1000, 1000 its lower right one). Answer [] if there is none.",
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, "Expected one of DetectionFamilies.All."),
    };

    /// <summary>What a family is asked where its first reply is empty, as with the authors; null where it is not asked again.</summary>
    internal static string? SecondPromptOf(string family, string name) => family == PaliGemma ? $"segment {name}; {name}" : null;
}
