using System.Globalization;
using System.Text.RegularExpressions;

namespace MuBench.Scoring.Localization.Replies;

/// <summary>
/// Qwen-VL: <c>&lt;box&gt;(x1,y1),(x2,y2)&lt;/box&gt;</c> in thousandths of the image size, after
/// <c>&lt;ref&gt;label&lt;/ref&gt;</c> if the model gives a label.
/// </summary>
/// <remarks>Ale9806/eVLLM, <c>models/generative_models/qwenvlm.py</c>: digits only, no spaces.</remarks>
internal sealed partial class QwenVlBoxes : IBoxParser
{
    private const double Whole = 1000;

    public BoxReading Parse(string response, ImageSize image)
    {
        ArgumentNullException.ThrowIfNull(response);
        var boxes = new List<DetectedBox>();
        string? label = null;
        foreach (Match match in Tag().Matches(response))
        {
            if (match.Groups["label"].Success)
                label = match.Groups["label"].Value.Trim();
            else
                boxes.Add(new DetectedBox(
                    Share(match, "x1") * image.Width, Share(match, "y1") * image.Height,
                    Share(match, "x2") * image.Width, Share(match, "y2") * image.Height,
                    label));
        }

        var malformed = Opening().Count(response) - boxes.Count;
        return new BoxReading(boxes, malformed, boxes.Count > 0 || malformed > 0);
    }

    private static double Share(Match match, string corner) => double.Parse(match.Groups[corner].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) / Whole;

    // Numbers of up to 300 digits: longer ones are not finite.
    [GeneratedRegex(@"<ref>(?<label>[^<]*)</ref>|<box>\((?<x1>[0-9]{1,300}),(?<y1>[0-9]{1,300})\),\((?<x2>[0-9]{1,300}),(?<y2>[0-9]{1,300})\)</box>", RegexOptions.CultureInvariant)]
    private static partial Regex Tag();

    [GeneratedRegex("<box>", RegexOptions.CultureInvariant)]
    private static partial Regex Opening();
}
