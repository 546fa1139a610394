using System.Text.RegularExpressions;

namespace MuBench.Secrets;

/// <summary>Finds user names, passwords and keys in the URLs of a text. They are never shown.</summary>
public static partial class UrlCredentials
{
    private const int PatienceMilliseconds = 1000;

    /// <summary>Whether a text has a URL with a user name or password, or with a key in its query.</summary>
    public static bool AreIn(string text) => text.Contains("://", StringComparison.Ordinal) && (UserInfo().IsMatch(text) || KeyInQuery().IsMatch(text));

    /// <summary>Returns the text with each of these replaced by <c>***</c>.</summary>
    public static string Redact(string text) => text.Contains("://", StringComparison.Ordinal)
        ? KeyInQuery().Replace(UserInfo().Replace(text, "$1***@"), "$1***")
        : text;

    // Up to the last @ of the authority: a password may itself contain an @ and any other character.
    [GeneratedRegex(@"(://)[^/\s?#]*@", RegexOptions.CultureInvariant, PatienceMilliseconds)]
    private static partial Regex UserInfo();

    [GeneratedRegex(@"([?&](?:[a-z0-9_-]*key|sig|signature|[a-z0-9_-]*token|code|password|secret)=)[^&#\s]+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, PatienceMilliseconds)]
    private static partial Regex KeyInQuery();
}
