namespace MuBench.Scoring.Localization.Replies;

/// <summary>Finds what may be JSON lists and objects in a text: brackets that close, outer ones before the ones in them.</summary>
internal static class JsonSpans
{
    // Deeper ones are no boxes; and each level is parsed once more where the one around it is no JSON.
    private const int Depth = 16;

    /// <summary>Start and length of each, in order of the start.</summary>
    public static IEnumerable<(int Start, int Length)> Find(string text)
    {
        var lengths = new Dictionary<int, int>();
        var open = new List<int>();
        var quoted = false;
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (quoted)
            {
                // A string ends at its line's end at the latest: what looked like its start was a quotation mark in prose.
                if (character == '\\')
                    index++;
                else if (character is '"' or '\n')
                    quoted = false;
            }
            else if (character == '"')
                quoted = open.Count > 0;
            else if (character is '[' or '{')
                open.Add(index);
            else if (character is ']' or '}')
                Close(text, open, index, lengths);
        }

        return lengths.OrderBy(span => span.Key).Select(span => (span.Key, span.Value));
    }

    // What was opened in between and not closed is prose, such as the "[0, 1)" of an interval.
    private static void Close(string text, List<int> open, int end, Dictionary<int, int> lengths)
    {
        var opening = text[end] == ']' ? '[' : '{';
        var start = open.FindLastIndex(index => text[index] == opening);
        if (start < 0)
            return;
        if (start < Depth)
            lengths[open[start]] = end - open[start] + 1;
        open.RemoveRange(start, open.Count - start);
    }
}
