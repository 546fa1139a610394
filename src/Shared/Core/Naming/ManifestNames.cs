namespace MuBench.Naming;

/// <summary>Names that become a segment of a path: of the run, of a model, of a dataset in the store.</summary>
public static class ManifestNames
{
    /// <summary>Number of characters.</summary>
    public const int MaximumLength = 64;

    /// <summary>The rule in words, for errors.</summary>
    public const string Description =
        "a name of 1 to 64 letters (A to Z), digits, '.', '_' and '-' that begins with a letter or digit and does not end in '.'";

    /// <summary>Whether a text is such a name.</summary>
    public static bool IsName(string text) =>
        text.Length is >= 1 and <= MaximumLength
        && char.IsAsciiLetterOrDigit(text[0])
        && text[^1] != '.'
        && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-');

    /// <summary>Whether a text that a provider or a person sees is on one line and not padded.</summary>
    public static bool IsLine(string text, int maximumLength) =>
        text.Length >= 1 && text.Length <= maximumLength && text.Trim().Length == text.Length && !text.Any(char.IsControl);
}
