using System.Globalization;
using System.Text.RegularExpressions;

namespace MuBench.Scoring.Localization.Replies;

/// <summary>
/// PaliGemma: groups separated by ";", each with four <c>&lt;loc####&gt;</c> in the order top, left, bottom, right, in
/// 1024ths, then the label. Further ones after the fourth are ignored.
/// </summary>
/// <remarks>
/// Ale9806/eVLLM, <c>models/generative_models/paligemma.py</c>. A group with one to three makes the authors' code fail;
/// here it is left out and counted.
/// </remarks>
internal sealed partial class PaliGemmaBoxes : IBoxParser
{
    private const double Bins = 1024;

    public BoxReading Parse(string response, ImageSize image)
    {
        ArgumentNullException.ThrowIfNull(response);
        var boxes = new List<DetectedBox>();
        var malformed = 0;
        foreach (var group in response.Split(';'))
        {
            var tokens = Location().Matches(group);
            if (tokens.Count is > 0 and < 4)
                malformed++;
            if (tokens.Count >= 4)
                boxes.Add(new DetectedBox(
                    Share(tokens[1]) * image.Width, Share(tokens[0]) * image.Height,
                    Share(tokens[3]) * image.Width, Share(tokens[2]) * image.Height,
                    Label(group)));
        }

        // The model writes an empty response if it finds no box.
        return new BoxReading(boxes, malformed, boxes.Count > 0 || malformed > 0 || string.IsNullOrWhiteSpace(response));
    }

    private static double Share(Match token) => int.Parse(token.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) / Bins;

    private static string? Label(string group) => Token().Replace(group, "").Trim() is { Length: > 0 } label ? label : null;

    [GeneratedRegex("<loc([0-9]{4})>", RegexOptions.CultureInvariant)]
    private static partial Regex Location();

    [GeneratedRegex("<(?:loc[0-9]{4}|seg[0-9]{3})>", RegexOptions.CultureInvariant)]
    private static partial Regex Token();
}
