using System.Globalization;
using System.Text;
using System.Text.Json;
using MuBench.Secrets;

namespace MuBench.Naming;

/// <summary>Formats paths and values of a manifest for error messages: on one line, short, and without possible keys.</summary>
public static class ManifestText
{
    private const int MaxQuoted = 64;

    /// <summary>The path of a field of the object at <paramref name="path"/>.</summary>
    public static string Child(string path, string name) =>
        name.Length is > 0 and <= MaxQuoted && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '$') && !LooksLikeKey(name)
            ? $"{path}.{name}"
            : $"{path}[{Quote(name)}]";

    /// <summary>Quotes a text of the manifest. Long texts are cut, and control characters are escaped.</summary>
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

    /// <summary>Describes a value of the manifest.</summary>
    public static string Found(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Quote(value.GetString()!),
        JsonValueKind.Number => value.GetRawText() is { Length: <= MaxQuoted } number ? number : "a number of many digits",
        _ => FoundKind(value),
    };

    /// <summary>Describes the kind of a value, for values that must not be repeated.</summary>
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

    /// <summary>Joins names into a list in words: <c>'a', 'b' or 'c'</c>.</summary>
    public static string Or(IReadOnlyList<string> names) => Join(names, "or");

    /// <summary>Joins names into a list in words: <c>'a', 'b' and 'c'</c>.</summary>
    public static string And(IReadOnlyList<string> names) => Join(names, "and");

    /// <summary>Whether a text has the shape of an API key. Such a text is never repeated, in any field.</summary>
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
