namespace MuBench.Scoring.Matching;

/// <summary>The authors' rule for reading a generative response. Nothing is trimmed or lower-cased.</summary>
/// <remarks>
/// Ale9806/eVLLM, <c>eval_utils.check_prediction</c>. Its table of letters ends at G, and a gold option H makes the
/// authors' code fail. Here H can be matched only by the full lettered option.
/// </remarks>
internal static class OfficialMatcher
{
    private const int Letters = 7;

    /// <summary>
    /// Whether the response contains the full lettered gold option ("B) basophil", case-sensitive), or its first
    /// character is the gold letter. "A micrograph ..." therefore counts as A.
    /// </summary>
    public static bool IsCorrect(string response, IReadOnlyList<string> options, int answerIndex)
    {
        ArgumentNullException.ThrowIfNull(response);
        ArgumentNullException.ThrowIfNull(options);
        return response.Contains(OfficialPrompt.Lettered(options[answerIndex], answerIndex), StringComparison.Ordinal)
            || LeadingLetter(response, options.Count) == answerIndex;
    }

    /// <summary>
    /// The option that the response counts as: the gold option if <see cref="IsCorrect"/>; else the option of its first
    /// character; else the lettered option that occurs first; else null. The authors know only correct and wrong: this
    /// result names the wrong options and changes no score.
    /// </summary>
    public static int? Choice(string response, IReadOnlyList<string> options, int answerIndex)
    {
        if (IsCorrect(response, options, answerIndex))
            return answerIndex;
        if (LeadingLetter(response, options.Count) is { } letter)
            return letter;

        int? choice = null;
        var earliest = int.MaxValue;
        for (var index = 0; index < options.Count; index++)
        {
            var position = response.IndexOf(OfficialPrompt.Lettered(options[index], index), StringComparison.Ordinal);
            if (position >= 0 && position < earliest)
                (choice, earliest) = (index, position);
        }

        return choice;
    }

    private static int? LeadingLetter(string response, int options)
    {
        var index = response.Length == 0 ? -1 : response[0] - 'A';
        return index >= 0 && index < Math.Min(options, Letters) ? index : null;
    }
}
