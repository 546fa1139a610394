namespace MuBench.Contrastive;

/// <summary>A user's caption template: <c>{class}</c> stands for the option, <c>{article}</c> for "a" or "an" before it.</summary>
public static class EnsembleTemplate
{
    /// <summary>What stands for the option.</summary>
    public const string Class = "{class}";

    private const string Article = "{article}";

    // As in the release's captions, where this option is the bare text.
    private const string None = "none of the above";

    /// <summary>Whether a text is a template.</summary>
    public static bool HasClass(string template) => template.Contains(Class, StringComparison.Ordinal);

    /// <summary>The sentences of an option, one per template.</summary>
    public static IReadOnlyList<string> Fill(IReadOnlyList<string> templates, string option) => option == None
        ? [option]
        : [.. templates.Select(template => template
            .Replace(Article, IsVowel(option) ? "an" : "a", StringComparison.Ordinal)
            .Replace(Class, option, StringComparison.Ordinal))];

    private static bool IsVowel(string option) => option.Length > 0 && "aeiouAEIOU".Contains(option[0], StringComparison.Ordinal);
}
