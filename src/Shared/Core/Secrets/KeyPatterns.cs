using System.Buffers;

namespace MuBench.Secrets;

/// <summary>Recognises keys by their shape. A text with this shape is never repeated, and no value of a manifest may have it.</summary>
public static class KeyPatterns
{
    private const int LongToken = 32;
    private const int LongRun = 20;
    private const int KeyBody = 16;

    /// <summary>Prefixes that mark a key, with any continuation.</summary>
    private static readonly string[] Prefixes = ["sk-", "sk_", "hf_", "AIza", "Bearer "];

    /// <summary>
    /// Prefixes that mark a key if at least <see cref="KeyBody"/> characters with a digit follow; some names begin so too, but
    /// are shorter.
    /// </summary>
    private static readonly string[] LongPrefixes =
    [
        .. Prefixes, "rk_", "pk_", "gsk_", "xai-", "nvapi-", "r8_", "ghp_", "gho_", "ghs_", "github_pat_", "glpat-", "AKIA", "ASIA", "eyJ", "ya29.", "xoxb-", "xoxp-",
        "AccountKey=", "SharedAccessSignature=",
    ];

    private static readonly SearchValues<char> Separators = SearchValues.Create(" \t\r\n\"'`,;()[]{}<>|");

    /// <summary>Whether a text may be a key. If in doubt, yes: the text is then not repeated.</summary>
    public static bool MayBeKey(string text)
    {
        var bare = text.AsSpan().Trim();
        if (bare.StartsWith(SecretNames.Prefix))
            bare = bare[SecretNames.Prefix.Length..];
        return StartsWithAny(bare, Prefixes) || IsLongToken(bare) || AreIn(text);
    }

    /// <summary>Whether a text is or contains a key. Such a text is rejected.</summary>
    public static bool AreIn(string text)
    {
        var rest = text.AsSpan();
        if (StartsWithAny(rest.TrimStart(), Prefixes))
            return true;
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOfAny(Separators);
            var token = end < 0 ? rest : rest[..end];
            if (IsKey(token))
                return true;
            rest = end < 0 ? default : rest[(end + 1)..];
        }

        return false;
    }

    private static bool IsKey(ReadOnlySpan<char> token)
    {
        foreach (var prefix in LongPrefixes)
        {
            if (token.StartsWith(prefix) && token.Length >= prefix.Length + KeyBody && token[prefix.Length..].ContainsAnyInRange('0', '9'))
                return true;
        }

        return IsLongToken(token) ? !IsWords(token) : token.Length >= LongToken && HasMixedRun(token) && !IsWords(token);
    }

    /// <summary>Whether a token has at least 32 letters, digits, '+' and '=', one of them a digit.</summary>
    private static bool IsLongToken(ReadOnlySpan<char> token)
    {
        if (token.Length < LongToken)
            return false;
        foreach (var character in token)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('+' or '='))
                return false;
        }

        return token.ContainsAnyInRange('0', '9');
    }

    /// <summary>
    /// Whether a token has only the characters of base64 keys and tokens, and a run of 20 letters and digits with upper case,
    /// lower case and digits.
    /// </summary>
    private static bool HasMixedRun(ReadOnlySpan<char> token)
    {
        var (run, kinds, found) = (0, 0, false);
        foreach (var character in token)
        {
            var kind = char.IsAsciiLetterUpper(character) ? 1 : char.IsAsciiLetterLower(character) ? 2 : char.IsAsciiDigit(character) ? 4 : 0;
            if (kind == 0 && character is not ('+' or '=' or '/' or '_' or '~' or '.' or '-'))
                return false;
            (run, kinds) = kind == 0 ? (0, 0) : (run + 1, kinds | kind);
            found |= run >= LongRun && kinds == 7;
        }

        return found;
    }

    /// <summary>
    /// Whether a token is words written together, as in long names: mostly runs of lower-case letters, with few changes between
    /// letters and digits.
    /// </summary>
    private static bool IsWords(ReadOnlySpan<char> token)
    {
        const int Word = 4, MaxChanges = 6;
        var (inWords, run, changes) = (0, 0, 0);
        for (var i = 0; i <= token.Length; i++)
        {
            if (i < token.Length && char.IsAsciiLetterLower(token[i]))
            {
                run++;
            }
            else
            {
                inWords += run >= Word ? run : 0;
                run = 0;
            }

            if (i > 0 && i < token.Length && char.IsAsciiDigit(token[i]) != char.IsAsciiDigit(token[i - 1]))
                changes++;
        }

        return changes < MaxChanges && inWords * 5 >= token.Length * 2;
    }

    private static bool StartsWithAny(ReadOnlySpan<char> text, string[] prefixes)
    {
        foreach (var prefix in prefixes)
        {
            if (text.StartsWith(prefix))
                return true;
        }

        return false;
    }
}
