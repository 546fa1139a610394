using MuBench.Manifests;
using MuBench.Scoring.Localization.Replies;

namespace MuBench.Scoring.Styles;

/// <summary>The prompts for boxes of the families of models, and the parsers of their responses.</summary>
internal static class DetectionPrompts
{
    /// <summary>The parser for responses of a family.</summary>
    public static IBoxParser ParserOf(string family) => BoxParsers.Find(family == DetectionFamilies.Json ? BoxParsers.JsonThousandths : family)
        ?? throw new ArgumentOutOfRangeException(nameof(family), family, "Expected one of DetectionFamilies.All.");

    /// <summary>The prompt for the boxes of a class.</summary>
    public static string PromptOf(string family, string name) => family switch
    {
        // The authors' own prompt. The class is named as in the dataset, not by the plainer name that they intended (see docs/scoring.md).
        DetectionFamilies.PaliGemma => $"detect {name}",
        DetectionFamilies.QwenVl => $"Detect {name}",
        DetectionFamilies.Qwen25Vl => $"Detect every \"{name}\" in the image and output the bounding boxes in JSON format: "
            + $"[{{\"bbox_2d\": [x1, y1, x2, y2], \"label\": \"{name}\"}}]. Output [] if there is none.",
        DetectionFamilies.Qwen3Vl => $"Locate every \"{name}\" in the image and report its bounding box in JSON format, coordinates relative from 0 to 1000: "
            + $"[{{\"bbox_2d\": [x1, y1, x2, y2], \"label\": \"{name}\"}}]. Output [] if there is none.",
        DetectionFamilies.Gemini => $"Detect every \"{name}\" in the image. Output a JSON list where each entry has the 2D bounding box in \"box_2d\" as "
            + "[ymin, xmin, ymax, xmax] normalized to 0-1000. Output [] if there is none.",
        DetectionFamilies.Json => $"Find every \"{name}\" in the image. Answer with a JSON list and nothing else, one entry for each: {{\"box\": [x1, y1, x2, y2]}}, "
            + "where x1, y1 is its upper left and x2, y2 its lower right corner, in thousandths of the image's width and height "
            + "(0, 0 is the image's upper left corner, 1000, 1000 its lower right one). Answer [] if there is none.",
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, "Expected one of DetectionFamilies.All."),
    };

    /// <summary>The second prompt of a family after an empty first response, as in the authors' code; null if there is none.</summary>
    public static string? SecondPromptOf(string family, string name) => family == DetectionFamilies.PaliGemma ? $"segment {name}; {name}" : null;
}
