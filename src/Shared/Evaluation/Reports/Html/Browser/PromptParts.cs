namespace MuBench.Reports.Html.Browser;

/// <summary>
/// Splits a prompt at the question and the options in it. The parts are texts that many questions share, so a page stores most of
/// them once; joined, they are the prompt.
/// </summary>
internal static class PromptParts
{
    /// <summary>The parts, in order.</summary>
    public static IReadOnlyList<string> Of(string prompt, string question, IReadOnlyList<string> options)
    {
        string[] known = [.. options.Append(question).Where(text => text.Length > 0).OrderByDescending(text => text.Length)];
        var parts = new List<string>();
        var from = 0;
        while (from < prompt.Length)
        {
            var (at, found) = (prompt.Length, "");
            foreach (var text in known)
            {
                var next = prompt.IndexOf(text, from, StringComparison.Ordinal);
                if (next >= 0 && next < at) (at, found) = (next, text);
            }

            if (at > from) parts.Add(prompt[from..at]);
            if (found.Length > 0) parts.Add(found);
            from = at + found.Length;
        }

        return parts;
    }
}
