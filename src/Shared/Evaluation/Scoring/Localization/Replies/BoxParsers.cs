namespace MuBench.Scoring.Localization.Replies;

/// <summary>The names of the formats in which models write boxes.</summary>
internal static class BoxParsers
{
    /// <summary>PaliGemma's location tokens.</summary>
    public const string PaliGemma = "paligemma";

    /// <summary>Qwen-VL's box tags.</summary>
    public const string QwenVl = "qwen-vl";

    /// <summary>Qwen2.5-VL's JSON, in pixels of the resized image.</summary>
    public const string Qwen25Vl = "qwen2.5-vl";

    /// <summary>Qwen3-VL's JSON, in thousandths of the image size.</summary>
    public const string Qwen3Vl = "qwen3-vl";

    /// <summary>Gemini's JSON, in thousandths of the image size, y first.</summary>
    public const string Gemini = "gemini";

    /// <summary>JSON with boxes x1, y1, x2, y2 in pixels of the image.</summary>
    public const string JsonPixels = "json-pixels";

    /// <summary>JSON with boxes x1, y1, x2, y2 in fractions of the image size, 0 to 1.</summary>
    public const string JsonShares = "json-shares";

    /// <summary>JSON with boxes x1, y1, x2, y2 in thousandths of the image size.</summary>
    public const string JsonThousandths = "json-thousandths";

    private static readonly Dictionary<string, IBoxParser> Parsers = new(StringComparer.Ordinal)
    {
        [PaliGemma] = new PaliGemmaBoxes(),
        [QwenVl] = new QwenVlBoxes(),
        [Qwen25Vl] = new JsonBoxes(BoxUnit.ResizedPixels),
        [Qwen3Vl] = new JsonBoxes(BoxUnit.Thousandths),
        [Gemini] = new JsonBoxes(BoxUnit.Thousandths, yFirst: true),
        [JsonPixels] = new JsonBoxes(BoxUnit.Pixels),
        [JsonShares] = new JsonBoxes(BoxUnit.Shares),
        [JsonThousandths] = new JsonBoxes(BoxUnit.Thousandths),
    };

    /// <summary>All names.</summary>
    public static IReadOnlyCollection<string> Names => Parsers.Keys;

    /// <summary>The parser with a name; null if there is none.</summary>
    public static IBoxParser? Find(string name) => Parsers.GetValueOrDefault(name);
}
