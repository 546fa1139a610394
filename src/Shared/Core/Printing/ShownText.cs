using System.Globalization;
using System.Text;

namespace MuBench.Printing;

/// <summary>Decides which text of a model, a provider or a dataset may be shown in a report, a log or on a terminal.</summary>
public static class ShownText
{
    /// <summary>Replaces a character that may not be shown.</summary>
    public const char Replacement = '\uFFFD';

    /// <summary>
    /// Whether a character may be shown. Not allowed are control characters, unpaired surrogates, and characters that change the
    /// text direction: these could make one name look like another.
    /// </summary>
    public static bool IsShown(char c) => c switch
    {
        '\n' or '\t' => true,
        '\u2028' or '\u2029' or '\uFFFE' or '\uFFFF' => false,
        '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') => false,
        _ => CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Surrogate),
    };

    /// <summary>Replaces the characters that may not be shown; a carriage return becomes a space.</summary>
    public static string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (IsClean(text)) return text;
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                clean.Append(c).Append(text[++i]);
            else
                clean.Append(c == '\r' ? ' ' : IsShown(c) ? c : Replacement);
        }

        return clean.ToString();
    }

    /// <summary>Converts a text to one line without characters that may not be shown.</summary>
    public static string Line(string text) => Clean(text).Replace('\n', ' ').Replace('\t', ' ');

    private static bool IsClean(string text)
    {
        foreach (var c in text)
        {
            if (!IsShown(c)) return false;
        }

        return true;
    }
}
