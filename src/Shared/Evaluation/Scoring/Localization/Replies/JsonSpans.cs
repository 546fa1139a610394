namespace MuBench.Scoring.Localization.Replies;

/// <summary>Finds possible JSON lists and objects in a text: matched brackets, outer ones before inner ones.</summary>
internal static class JsonSpans
{
    // Deeper lists are not boxes, and each level is parsed once more if the enclosing one is not JSON.
    private const int Depth = 16;

    /// <summary>Start and length of each, in order of their start.</summary>
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
                // A string ends at the end of its line at the latest: an unmatched quotation mark belongs to prose.
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

    // Brackets that were opened in between and not closed are prose, such as the "[0, 1)" of an interval.
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
