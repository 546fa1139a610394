using MuBench.Naming;

namespace MuBench.Secrets;

/// <summary>The rules for references to secrets in a manifest.</summary>
public static class SecretNames
{
    /// <summary>The prefix of a secret's name in a manifest.</summary>
    public const string Prefix = "secret:";
    /// <summary>Maximum number of characters, without the prefix.</summary>
    public const int MaximumLength = 64;

    /// <summary>How a name is resolved to a value, in words.</summary>
    public const string Remedy =
        "Write the name of a secret, such as \"secret:openai-key\", and set the environment variable of that name (as written, else upper-cased with '_' for '-': OPENAI_KEY)";

    /// <summary>Whether a text is <c>secret:NAME</c>. A NAME that looks like a key itself is not accepted.</summary>
    public static bool IsReference(string text) =>
        text.StartsWith(Prefix, StringComparison.Ordinal)
        && text.Length - Prefix.Length is >= 1 and <= MaximumLength
        && text.AsSpan(Prefix.Length).ContainsOnlyNameCharacters()
        && !ManifestText.LooksLikeKey(text);

    private static bool ContainsOnlyNameCharacters(this ReadOnlySpan<char> name)
    {
        foreach (var character in name)
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('_' or '-'))
                return false;
        return true;
    }
}
