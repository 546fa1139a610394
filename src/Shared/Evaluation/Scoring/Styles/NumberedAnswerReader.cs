using System.Globalization;
using System.Text.RegularExpressions;

namespace MuBench.Scoring.Styles;

/// <summary>Reads the number of an option, from 1, out of a reply that reasons first. Options are returned as indexes from 0.</summary>
internal static partial class NumberedAnswerReader
{
    /// <summary>
    /// MicroVQA's own rule (<c>eval/eval.py</c> of <c>jmhb0/microvqa</c>): the digit behind the first "answer is". A reply
    /// without one, or with a number that is no option, names none: there it counts as wrong too.
    /// </summary>
    public static int? First(string reply, int options) =>
        Authors().Match(reply) is { Success: true } match ? InRange(match.Groups[1].Value, options) : null;

    /// <summary>
    /// The option that a reply declares, never a guess: every declaration ("the answer is (3)", "Answer: **3**", "the correct
    /// option is 3", a boxed 3) must name the same option, and none may name two, hedge or name a number that is no option.
    /// A reply that is nothing but a number declares it.
    /// </summary>
    public static int? Declared(string reply, int options)
    {
        if (Bare().Match(reply) is { Success: true } bare)
            return InRange(bare.Groups["n"].Value, options);
        int? declared = null;
        foreach (Match match in Declaration().Matches(reply))
        {
            if (match.Groups["more"].Success || InRange(match.Groups["n"].Value, options) is not { } option || (declared is { } earlier && earlier != option))
                return null;
            declared = option;
        }

        return declared;
    }

    private static int? InRange(string digits, int options) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= options ? number - 1 : null;

    // Their REGEX_PATTERN, and re.search's first match. Case counts.
    [GeneratedRegex(@"answer is \*?\*?\(?([0-9])\)?\*?\*?", RegexOptions.CultureInvariant)]
    private static partial Regex Authors();

    // Repetitions are bounded: a reply may be long, and must be read in time that grows with its length alone.
    // "more": a second number joined to the first, or a word that takes the first one back.
    [GeneratedRegex(
        @"(?:\banswer\b[\s*_]{0,4}(?:is\b|:)|\b(?:correct|best|right)\s{1,3}(?:option|choice)\s{1,3}is\b|\\boxed(?=\s{0,3}\{))"
        + @"[\s:*_""'`$({\[]{0,12}(?:\\(?:boxed|text)\s{0,3}\{)?(?:(?:option|choice|number)\b)?[\s*_""'`$({\[]{0,8}"
        + @"(?<n>[0-9]{1,4})(?![0-9]|\.[0-9]|\s?%)[\s*_""'`$)}\]]{0,8}"
        + @"(?<more>(?:(?:,|/|;|&|-|–|or\b|and\b|to\b)[\s*_""'`]{0,8}){1,4}(?:option|choice)?\s{0,3}[(\[]?[0-9]|(?:is|would\s+be|seems)\s+(?:wrong|incorrect|unlikely|not)\b)?",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^[\s*_""'`$({\[]*(?<n>[0-9]{1,4})[\s*_""'`$)}\].]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Bare();
}
