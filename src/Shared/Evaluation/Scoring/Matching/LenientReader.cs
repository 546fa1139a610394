using System.Buffers;
using MuBench.Scoring.Extraction;

namespace MuBench.Scoring.Matching;

/// <summary>
/// Reads an option from a free-text response as generously as common harnesses do: a letter or an option's text counts
/// anywhere, and the last one decides. It shows how other readers could score the same responses. It is never the
/// protocol of a report's main scores.
/// </summary>
/// <remarks>
/// Follows the rules, not the code, of <c>can_infer</c> (open-compass/VLMEvalKit, vlmeval/utils/matching_util.py: a
/// letter as a token, else an option's text as a substring in lower case) and of <c>parse_multi_choice_response</c>
/// (MMMU-Benchmark/MMMU, eval/eval_utils.py, and EvolvingLMMs-Lab/lmms-eval, lmms_eval/tasks/mmmu/utils.py: of several
/// the last one). Where the latter draws a random option, this reads nothing: it never guesses. It also accepts negated
/// options, and letters of either case.
/// </remarks>
internal static class LenientReader
{
    // Words that follow an answer but not an article: "A is right".
    private static readonly string[] AfterAnswer = ["is", "because", "since", "as", "due", "given", "based", "for", "if", "or", "and", "was", "would", "seems"];

    private static readonly SearchValues<char> WordEnds = SearchValues.Create(" .,;:!?\n");

    /// <summary>The index of the last option that the response names by its letter, else by its text; null if there is none.</summary>
    public static int? Read(string response, IReadOnlyList<string> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var text = Prepare(response);
        return LastLetter(text, options.Count) ?? LastText(text, options);
    }

    /// <summary>
    /// The same for numbered options: the index of the last option that the response names by its number, from 1, else
    /// by its text; null if there is none.
    /// </summary>
    public static int? ReadNumbered(string response, IReadOnlyList<string> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var text = Prepare(response);
        return LastNumber(text, options.Count) ?? LastText(text, options);
    }

    private static string Prepare(string response)
    {
        ArgumentNullException.ThrowIfNull(response);
        var text = ResponseText.Prepare(response);
        // If the reasoning block never ends, it is the whole response.
        return text.Length > 0 ? text : ResponseText.Fold(response).Trim();
    }

    private static int? LastNumber(ReadOnlySpan<char> text, int options)
    {
        for (var at = text.Length - 1; at >= 0; at--)
        {
            var index = text[at] - '1';
            if (index >= 0 && index < Math.Min(options, 9) && StandsAlone(text, at))
                return index;
        }

        return null;
    }

    private static int? LastLetter(ReadOnlySpan<char> text, int options)
    {
        for (var at = text.Length - 1; at >= 0; at--)
        {
            var index = (text[at] | 0x20) - 'a';
            if (char.IsAsciiLetter(text[at]) && index < options && StandsAlone(text, at) && !(index == 0 && IsArticle(text[(at + 1)..])))
                return index;
        }

        return null;
    }

    /// <summary>Whether a letter or digit is no part of a word or number.</summary>
    internal static bool StandsAlone(ReadOnlySpan<char> text, int at)
    {
        var isSmall = char.IsAsciiLetterLower(text[at]) || char.IsAsciiDigit(text[at]);
        return !Joins(text, at - 1, at - 2, isSmall) && !Joins(text, at + 1, at + 2, isSmall);
    }

    // "B-cell", "H&E", "I'd"; "e.g." and "1.5", but not after capital letters: "B.The nucleus" is an answer with a missing space.
    private static bool Joins(ReadOnlySpan<char> text, int beside, int beyond, bool isSmall)
    {
        if (beside < 0 || beside >= text.Length)
            return false;
        if (IsOfWord(text[beside]))
            return true;
        return (text[beside] is '-' or '&' or '/' or '\'' || (isSmall && text[beside] == '.'))
            && beyond >= 0 && beyond < text.Length && IsOfWord(text[beyond]);
    }

    // Scripts without case have no spaces between words: a Latin letter in them is a word of its own.
    private static bool IsOfWord(char symbol) => char.IsUpper(symbol) || char.IsLower(symbol) || char.IsDigit(symbol);

    private static bool IsArticle(ReadOnlySpan<char> rest)
    {
        var word = rest.TrimStart(' ');
        if (word.Length == rest.Length || word.IsEmpty || !char.IsLower(word[0]))
            return false;
        var end = word.IndexOfAny(WordEnds);
        word = end < 0 ? word : word[..end];
        foreach (var known in AfterAnswer)
            if (word.SequenceEqual(known))
                return false;
        return true;
    }

    private static int? LastText(string text, IReadOnlyList<string> options)
    {
        var mentions = new List<OptionMention>();
        for (var index = 0; index < options.Count; index++)
        {
            var option = ResponseText.Fold(options[index]).Trim();
            for (var at = option.Length == 0 ? -1 : text.IndexOf(option, StringComparison.OrdinalIgnoreCase); at >= 0;
                 at = text.IndexOf(option, at + 1, StringComparison.OrdinalIgnoreCase))
                mentions.Add(new OptionMention(index, at, at + option.Length));
        }

        // If one option contains another, the longer one is meant.
        var whole = mentions.FindAll(mention => !mentions.Exists(other => other.Contains(mention)));
        if (whole.Count == 0)
            return null;
        var last = whole.MaxBy(mention => mention.Start);
        return whole.Exists(mention => mention.Start == last.Start && mention.Index != last.Index) ? null : last.Index;
    }
}
