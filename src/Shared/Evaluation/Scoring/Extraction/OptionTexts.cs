namespace MuBench.Scoring.Extraction;

/// <summary>Finds the texts of a question's options in a response: case-insensitive, whole words only.</summary>
internal sealed class OptionTexts
{
    private static readonly char[] Wrapping = [' ', '\t', '\r', '\n', '"', '\'', '`', '*', '_', '.', ',', ':', ';', '!'];
    private readonly string[] _options;

    public OptionTexts(IReadOnlyList<string> options) => _options = [.. options.Select(option => ResponseText.Fold(option).Trim())];

    public int Count => _options.Length;

    /// <summary>
    /// The option whose text equals the passage, apart from an article and surrounding punctuation; null if there is
    /// none or several.
    /// </summary>
    public int? Whole(ReadOnlySpan<char> passage)
    {
        passage = passage.Trim(Wrapping);
        var bare = SkipArticle(passage);
        int? found = null;
        for (var index = 0; index < _options.Length; index++)
        {
            var option = _options[index].AsSpan().Trim(Wrapping);
            if (!EqualsIgnoreCase(passage, option) && !EqualsIgnoreCase(bare, option))
                continue;
            if (found is not null)
                return null;
            found = index;
        }

        return found;
    }

    /// <summary>The longest option whose text begins at a position, after an optional article, with its end.</summary>
    public (int Index, int End)? At(string text, int position)
    {
        var length = 0;
        int? found = null;
        var start = position;
        foreach (var from in new[] { position, text.Length - SkipArticle(text.AsSpan(position)).Length })
            for (var index = 0; index < _options.Length; index++)
                if (_options[index].Length > length && Occurs(text, from, _options[index]))
                    (found, length, start) = (index, _options[index].Length, from);
        return found is { } option ? (option, start + length) : null;
    }

    /// <summary>Every occurrence of an option, except those inside an occurrence of a longer option.</summary>
    public List<OptionMention> Mentions(string text)
    {
        var mentions = new List<OptionMention>();
        for (var index = 0; index < _options.Length; index++)
        {
            var option = _options[index];
            // "None" is a stain, but also a common word: it counts only as the whole answer.
            if (option.Length == 0 || EqualsIgnoreCase(option, "none"))
                continue;
            for (var at = text.IndexOf(option, StringComparison.OrdinalIgnoreCase); at >= 0;
                 at = text.IndexOf(option, at + 1, StringComparison.OrdinalIgnoreCase))
                if (Occurs(text, at, option))
                    mentions.Add(new OptionMention(index, at, at + option.Length));
        }

        var all = mentions.ToArray();
        mentions.RemoveAll(mention => Array.Exists(all, other => other.Contains(mention)));
        return mentions;
    }

    private static bool Occurs(string text, int at, string option)
    {
        if (option.Length == 0 || string.Compare(text, at, option, 0, option.Length, StringComparison.OrdinalIgnoreCase) != 0)
            return false;
        var end = at + option.Length;
        return !(char.IsLetterOrDigit(option[0]) && Joins(text, at - 1, -1))
            && !(char.IsLetterOrDigit(option[^1]) && Joins(text, end, +1));
    }

    // A hyphen joins words: "Giemsa" does not occur in "Wright-Giemsa".
    private static bool Joins(string text, int at, int step)
    {
        if (at < 0 || at >= text.Length)
            return false;
        if (char.IsLetterOrDigit(text[at]))
            return true;
        var beyond = at + step;
        return text[at] == '-' && beyond >= 0 && beyond < text.Length && char.IsLetterOrDigit(text[beyond]);
    }

    private static ReadOnlySpan<char> SkipArticle(ReadOnlySpan<char> text)
    {
        foreach (var article in (ReadOnlySpan<string>)["a ", "an ", "the "])
            if (text.StartsWith(article, StringComparison.OrdinalIgnoreCase))
                return text[article.Length..].TrimStart();
        return text;
    }

    private static bool EqualsIgnoreCase(ReadOnlySpan<char> left, ReadOnlySpan<char> right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}
