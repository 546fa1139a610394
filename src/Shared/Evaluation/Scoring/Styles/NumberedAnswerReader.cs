using System.Globalization;
using System.Text.RegularExpressions;
using MuBench.Scoring.Extraction;

namespace MuBench.Scoring.Styles;

/// <summary>Reads the number of an option, from 1, in a response that reasons first. Options are returned as indexes from 0.</summary>
internal static partial class NumberedAnswerReader
{
    /// <summary>
    /// MicroVQA's own rule (<c>eval/eval.py</c> of <c>jmhb0/microvqa</c>): the digit after the first "answer is". A
    /// response without it, or with a number that is not an option, names none; MicroVQA also counts it as wrong.
    /// </summary>
    public static int? First(string response, int options) =>
        Authors().Match(response) is { Success: true } match ? InRange(match.Groups[1].Value, options) : null;

    /// <summary>
    /// The option that a response declares, without guessing. Every declaration ("the answer is (3)", "Answer: **3**",
    /// "the correct option is 3", a boxed 3) must name the same option. None may name two, hedge, or name a number that
    /// is not an option. A response that is only a number declares it.
    /// </summary>
    public static int? Declared(string response, int options)
    {
        if (Bare().Match(response) is { Success: true } bare)
            return InRange(bare.Groups["n"].Value, options);
        int? declared = null;
        foreach (Match match in Declaration().Matches(response))
        {
            if (Negation.IsBefore(response, match.Index))
                continue;
            if (match.Groups["more"].Success || InRange(match.Groups["n"].Value, options) is not { } option || (declared is { } earlier && earlier != option))
                return null;
            declared = option;
        }

        return declared;
    }

    private static int? InRange(string digits, int options) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= options ? number - 1 : null;

    // The authors' REGEX_PATTERN, and the first match as in re.search. Case-sensitive.
    [GeneratedRegex(@"answer is \*?\*?\(?([0-9])\)?\*?\*?", RegexOptions.CultureInvariant)]
    private static partial Regex Authors();

    // Repetitions are bounded: the time for a long response must grow only linearly. The group "more" is a second number joined
    // to the first or in brackets behind it, or a word that takes the first one back.
    [GeneratedRegex(
        @"(?:\banswer\b[\s*_]{0,4}(?:is\b|:)|\b(?:correct|best|right)\s{1,3}(?:option|choice)\s{1,3}is\b|\\boxed(?=\s{0,3}\{))"
        + @"[\s:*_""'`$({\[]{0,12}(?:\\(?:boxed|text)\s{0,3}\{)?(?:(?:option|choice|number)\b)?[\s*_""'`$({\[]{0,8}"
        + @"(?<n>[0-9]{1,4})(?![0-9]|\.[0-9]|\s?%)[\s*_""'`$)}\]]{0,8}"
        + @"(?<more>(?:(?:,|/|;|&|-|–|or\b|and\b|to\b|possibly\b|maybe\b|perhaps\b)[\s*_""'`]{0,8}){1,4}(?:option|choice)?\s{0,3}[(\[]?[0-9]|[(\[]\s{0,3}[0-9]|(?:is|would\s+be|seems)\s+(?:wrong|incorrect|unlikely|not)\b)?",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^[\s*_""'`$({\[]*(?<n>[0-9]{1,4})[\s*_""'`$)}\].]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Bare();
}
