using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace MuBench.Secrets;

/// <summary>Removes a key from a server's text, in case the server repeats the key.</summary>
/// <remarks>
/// A proxy may quote an error body inside a text of its own. So the key is found in plain text, with characters as JSON escapes of any depth
/// (<c>\u002b</c>, <c>\\u002b</c>, <c>\/</c>), and with percent-encoded characters (<c>%2B</c>).
/// </remarks>
public sealed class SecretMask
{
    private const int MaxName = 200;
    private const string Struck = "***";

    // .NET refuses a regex without backtracking of more than 10,000 states, and a character has up to 12. A longer key, such as the content of a
    // credential file, is found piece by piece, so that each piece of it is removed alone too.
    private const int MaxPiece = 500;

    // Without backtracking, so that the time is linear in the length of the text, whatever a server sends.
    private readonly IReadOnlyList<Regex> _spellings;

    /// <summary>Creates the mask of one key; null and an empty one change nothing.</summary>
    public SecretMask(string? secret)
        : this((IReadOnlyList<string?>)[secret])
    {
    }

    private SecretMask(IReadOnlyList<string?> secrets)
    {
        // The longest first: a key may begin with another one.
        _spellings = [.. secrets.OfType<string>().Where(secret => secret.Length > 0).OrderByDescending(secret => secret.Length).SelectMany(PiecesOf).Select(SpellingsOf)];
    }

    /// <summary>Creates the mask of several keys.</summary>
    public static SecretMask Of(IEnumerable<string?> secrets) => new([.. secrets]);

    /// <summary>Returns the text without the key, however the key is spelled there.</summary>
    public string Apply(string text) => _spellings.Aggregate(text, static (text, spellings) => spellings.Replace(text, Struck));

    /// <summary>
    /// Returns a name that a server gave, such as a model's, without the key and cut to a maximum length; null stays null.
    /// </summary>
    [return: NotNullIfNotNull(nameof(name))]
    public string? Name(string? name) =>
        name is null ? null : Apply(name) is var masked && masked.Length > MaxName ? masked[..MaxName] + "..." : masked;

    /// <summary>The key in pieces of about equal length, none of which is so short that it would be found in any text.</summary>
    private static IEnumerable<string> PiecesOf(string secret)
    {
        var count = (secret.Length + MaxPiece - 1) / MaxPiece;
        return Enumerable.Range(0, count).Select(piece => secret[(secret.Length * piece / count)..(secret.Length * (piece + 1) / count)]);
    }

    private static Regex SpellingsOf(string secret)
    {
        var pattern = new StringBuilder();
        foreach (var character in secret)
        {
            // JSON puts a backslash before a punctuation mark at most; before a letter it would be another escape.
            var plain = (char.IsLetterOrDigit(character) ? "" : @"\\*") + Regex.Escape(character.ToString());
            pattern.Append(CultureInfo.InvariantCulture, $@"(?:{plain}|\\+u(?i:{(int)character:x4})");
            if (character is '\n' or '\r' or '\t')
                pattern.Append(CultureInfo.InvariantCulture, $@"|\\+{character switch { '\n' => 'n', '\r' => 'r', _ => 't' }}");
            if (char.IsAscii(character))
                pattern.Append(CultureInfo.InvariantCulture, $"|%(?i:{(int)character:x2})");
            pattern.Append(')');
        }

        return new Regex(pattern.ToString(), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    }
}
