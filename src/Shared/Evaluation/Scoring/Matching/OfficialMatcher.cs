namespace MuBench.Scoring.Matching;

/// <summary>The authors' rule for what a generative reply counts as. Nothing is trimmed, nothing is lower-cased.</summary>
/// <remarks>
/// Ale9806/eVLLM, <c>eval_utils.check_prediction</c>. Its table of letters ends at G; a gold option H makes the
/// authors' code fail, so here it can be met by the full lettered option only.
/// </remarks>
public static class OfficialMatcher
{
    private const int Letters = 7;

    /// <summary>
    /// Whether the reply contains the full lettered gold option ("B) basophil", case-sensitive), or its first
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
    /// The option that the reply counts as: the gold one where <see cref="IsCorrect"/>; else that of its first
    /// character; else the lettered option that occurs first in it; else null. The authors know only right and
    /// wrong: this serves to name the wrong ones and changes no score.
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
