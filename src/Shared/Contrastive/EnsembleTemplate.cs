namespace MuBench.Contrastive;

/// <summary>A user's caption template: <c>{class}</c> is replaced by the option, <c>{article}</c> by "a" or "an".</summary>
public static class EnsembleTemplate
{
    /// <summary>The placeholder of the option.</summary>
    public const string Class = "{class}";

    private const string Article = "{article}";

    // As in the release's captions, which use the bare text for this option.
    private const string None = "none of the above";

    /// <summary>Whether a text is a template.</summary>
    public static bool HasClass(string template) => template.Contains(Class, StringComparison.Ordinal);

    /// <summary>The captions of an option, one per template.</summary>
    public static IReadOnlyList<string> Fill(IReadOnlyList<string> templates, string option) => option == None
        ? [option]
        : [.. templates.Select(template => template
            .Replace(Article, IsVowel(option) ? "an" : "a", StringComparison.Ordinal)
            .Replace(Class, option, StringComparison.Ordinal))];

    private static bool IsVowel(string option) => option.Length > 0 && "aeiouAEIOU".Contains(option[0], StringComparison.Ordinal);
}
