namespace MuBench.Naming;

/// <summary>The rule for names that become a segment of a path: of runs, models and datasets in the store.</summary>
public static class ManifestNames
{
    /// <summary>Maximum number of characters.</summary>
    public const int MaximumLength = 64;

    /// <summary>The rule in words, for error messages.</summary>
    public const string Description =
        "a name of 1 to 64 letters (A to Z), digits, '.', '_' and '-' that begins with a letter or digit and does not end in '.'";

    /// <summary>Whether a text is a valid name.</summary>
    public static bool IsName(string text) =>
        text.Length is >= 1 and <= MaximumLength
        && char.IsAsciiLetterOrDigit(text[0])
        && text[^1] != '.'
        && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-');

    /// <summary>Whether a text is a single line without leading or trailing white space, of a maximum length.</summary>
    public static bool IsLine(string text, int maximumLength) =>
        text.Length >= 1 && text.Length <= maximumLength && text.Trim().Length == text.Length && !text.Any(char.IsControl);
}
