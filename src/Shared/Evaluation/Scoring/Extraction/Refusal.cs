using System.Text.RegularExpressions;

namespace MuBench.Scoring.Extraction;

/// <summary>Whether a reply from which no option was read is a refusal. Conservative: only openings that say so.</summary>
internal static partial class Refusal
{
    /// <summary>Whether the reply opens by declining.</summary>
    public static bool Is(string response) => Opening().IsMatch(ResponseText.Prepare(response));

    [GeneratedRegex(
        @"^[\s""'*]*(?:(?:i'?m|i\s+am)\s+(?:very\s+|so\s+|really\s+)?sorry\b|(?:sorry|apologies|unfortunately)\b[,.]?\s+(?:but\s+)?(?:i|we|this|as)\b|i\s+apologi[sz]e\b"
        + @"|(?:i|we)\s+(?:really\s+)?(?:cannot|can\s?not|can't|could\s+not|couldn't|won't|will\s+not|am\s+unable|am\s+not\s+able|decline)\b"
        + @"|(?:i'?m|i\s+am)\s+(?:unable|not\s+able|not\s+(?:a\s+doctor|qualified))\b|as\s+an?\s+(?:ai|(?:large\s+)?language\s+model|artificial)\b)",
        RegexOptions.IgnoreCase)]
    private static partial Regex Opening();
}
