using System.Text.Json;
using MuBench.Json;

namespace MuBench.Scoring.Localization.Replies;

/// <summary>
/// Finds the boxes that a response contains as JSON, whatever surrounds it: code fences, prose, several values, or an
/// end that was cut off at the token limit.
/// </summary>
/// <remarks>
/// Complete values in the text are read in order. A list of boxes, or an object that contains one, is an answer by
/// itself, and the last one counts, because a model may reason first. Without a list, all single boxes count: objects
/// line by line, or the rest of a list that was cut off.
/// </remarks>
internal static class BoxJson
{
    private static readonly JsonDocumentOptions Tolerant = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Reads the boxes of a response, in the response's own unit.</summary>
    public static BoxReading Read(string response, bool yFirst)
    {
        BoxReading? list = null;
        var single = new List<DetectedBox>();
        var malformed = 0;
        var end = 0;
        foreach (var (start, length) in JsonSpans.Find(response))
        {
            if (start < end || Parse(response, start, length) is not { } document)
                continue;
            using (document)
            {
                var entries = new BoxEntries(yFirst);
                entries.Read(document.RootElement);
                if (!entries.HasEntries)
                    continue;
                end = start + length;
                if (entries.IsList)
                    list = entries.ToReading();
                single.AddRange(entries.Boxes);
                malformed += entries.Malformed;
            }
        }

        return list ?? new BoxReading(single, malformed, single.Count > 0 || malformed > 0);
    }

    private static JsonDocument? Parse(string response, int start, int length)
    {
        try
        {
            return ForeignJson.Parse(response.AsSpan(start, length), Tolerant);
        }
        catch (JsonException)
        {
            return null; // the text is not JSON, but a value inside it may be
        }
    }
}
