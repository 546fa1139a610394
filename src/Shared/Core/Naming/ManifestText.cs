using System.Globalization;
using System.Text;
using System.Text.Json;
using MuBench.Secrets;

namespace MuBench.Naming;

/// <summary>How faults name paths and what was found: on one line, short, and without what may be a key.</summary>
public static class ManifestText
{
    private const int MaxQuoted = 64;

    /// <summary>The path of a field of the object at <paramref name="path"/>.</summary>
    public static string Child(string path, string name) =>
        name.Length is > 0 and <= MaxQuoted && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '$') && !LooksLikeKey(name)
            ? $"{path}.{name}"
            : $"{path}[{Quote(name)}]";

    /// <summary>A text of the manifest in quotes; cut where it is long, escaped where it would disturb a terminal.</summary>
    public static string Quote(string text)
    {
        if (LooksLikeKey(text) || UrlCredentials.AreIn(text))
            return "'...'";
        var quoted = new StringBuilder("'");
        foreach (var rune in text.EnumerateRunes())
        {
            if (quoted.Length > MaxQuoted)
                return quoted.Append("...'").ToString();
            if (IsPlain(rune))
                quoted.Append(rune.ToString());
            else
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
        }
        return quoted.Append('\'').ToString();
    }

    /// <summary>A value of the manifest as found.</summary>
    public static string Found(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Quote(value.GetString()!),
        JsonValueKind.Number => value.GetRawText() is { Length: <= MaxQuoted } number ? number : "a number of many digits",
        _ => FoundKind(value),
    };

    /// <summary>The kind of a value as found, for values that are not repeated.</summary>
    public static string FoundKind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "null",
    };

    /// <summary>Known names as a list in words: <c>'a', 'b' or 'c'</c>.</summary>
    public static string Or(IReadOnlyList<string> names) => Join(names, "or");

    /// <summary>Known names as a list in words: <c>'a', 'b' and 'c'</c>.</summary>
    public static string And(IReadOnlyList<string> names) => Join(names, "and");

    /// <summary>Whether a text has the shape of an API key: such a text is never repeated, whatever field it was put in.</summary>
    public static bool LooksLikeKey(string text) => KeyPatterns.MayBeKey(text);

    private static string Join(IReadOnlyList<string> names, string word) => names.Count switch
    {
        0 => "",
        1 => $"'{names[0]}'",
        _ => $"{string.Join(", ", names.Take(names.Count - 1).Select(name => $"'{name}'"))} {word} '{names[^1]}'",
    };

    private static bool IsPlain(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate);
}
