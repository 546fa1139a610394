using System.Text.RegularExpressions;

namespace MuBench.Scoring.Extraction;

/// <summary>Detects whether a response without a readable option is a refusal. Conservative: only explicit openings count.</summary>
internal static partial class Refusal
{
    /// <summary>Whether the response starts by declining to answer.</summary>
    public static bool Is(string response) => Opening().IsMatch(ResponseText.Prepare(response));

    [GeneratedRegex(
        @"^[\s""'*]*(?:(?:i'?m|i\s+am)\s+(?:very\s+|so\s+|really\s+)?sorry\b|(?:sorry|apologies|unfortunately)\b[,.]?\s+(?:but\s+)?(?:i|we|this|as)\b|i\s+apologi[sz]e\b"
        + @"|(?:i|we)\s+(?:really\s+)?(?:cannot|can\s?not|can't|could\s+not|couldn't|won't|will\s+not|am\s+unable|am\s+not\s+able|decline)\b"
        + @"|(?:i'?m|i\s+am)\s+(?:unable|not\s+able|not\s+(?:a\s+doctor|qualified))\b|as\s+an?\s+(?:ai|(?:large\s+)?language\s+model|artificial)\b)",
        RegexOptions.IgnoreCase)]
    private static partial Regex Opening();
}
