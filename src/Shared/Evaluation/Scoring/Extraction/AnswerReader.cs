using System.Text.RegularExpressions;

namespace MuBench.Scoring.Extraction;

/// <summary>Reads an answer, a letter or an option's text, at a given position of a response.</summary>
internal sealed partial class AnswerReader(string text, OptionTexts options)
{
    private const string Opening = " \t\r\n\"'`*_([{$#>";

    /// <summary>A letter, or else the text of an option.</summary>
    public Reading LetterOrText(int position)
    {
        position = SkipOpening(position);
        var letter = Letter(position);
        return letter.IsNone ? Text(position) : letter;
    }

    /// <summary>
    /// A letter that names an option: "B", "B)", "(B)", "**B**", "B.", "B because", "B basophil". It is not the article
    /// in "A micrograph", the genus in "E. coli", or the letter in "B-cell" or "H&amp;E".
    /// </summary>
    public Reading Letter(int position)
    {
        position = SkipOpening(position);
        if (position >= text.Length || char.ToUpperInvariant(text[position]) is not (>= 'A' and <= 'H') || JoinsLeft(position))
            return Reading.None;

        var index = char.ToUpperInvariant(text[position]) - 'A';
        var after = position + 1;
        var isOneOfSeveral = AnotherLetter().IsMatch(text, after);
        if (!StandsAlone(position, index))
            return isOneOfSeveral && char.IsUpper(text[position]) && index < options.Count ? Reading.Unclear : Reading.None;
        if (index >= options.Count || isOneOfSeveral || IsTakenBack(after))
            return Reading.Unclear;
        return TextAfter(after) is { } beside && beside != index ? Reading.Unclear : Reading.Of(index);
    }

    // "A is wrong", "A: No." beside an option that is not "No".
    private bool IsTakenBack(int position) => TakenBack().IsMatch(text, position) && TextAfter(position) is null;

    private Reading Text(int position)
    {
        if (options.At(text, position) is not { } found)
            return Reading.None;
        var alternative = Alternative().Match(text, found.End);
        return alternative.Success && options.At(text, found.End + alternative.Length) is { } other && other.Index != found.Index
            ? Reading.Unclear
            : Reading.Of(found.Index);
    }

    private bool StandsAlone(int position, int index)
    {
        var rest = text.AsSpan(position + 1);
        if (rest.TrimStart("\"'`*_)]}.:;,!$ \t\r\n").IsEmpty)
            return true;
        if (rest[0] is ')' or ']')
            return true;
        if (char.IsLower(text[position]))
            return false;

        return rest[0] switch
        {
            '\n' or '\r' or '}' or ';' or ':' or ',' or '!' or '$' or '<' => true,
            '*' or '_' or '"' or '`' or '\'' => rest.Length == 1 || !char.IsLetterOrDigit(rest[1]),
            '.' => !ContinuesInLowerCase(rest[1..]) || TextAfter(position + 1) == index,
            ' ' or '\t' => TextAfter(position + 1) == index || Connective().IsMatch(text, position + 1),
            _ => false,
        };
    }

    // "E. coli", "e.g": a full stop before a lower-case letter does not end an answer.
    private static bool ContinuesInLowerCase(ReadOnlySpan<char> rest)
    {
        rest = rest.TrimStart(' ');
        return !rest.IsEmpty && char.IsLower(rest[0]);
    }

    private int? TextAfter(int position)
    {
        while (position < text.Length && " \t\"'`*_)]}.:;,-([".Contains(text[position], StringComparison.Ordinal))
            position++;
        return position < text.Length ? options.At(text, position)?.Index : null;
    }

    // Scripts without case have no spaces between words: a Latin letter in them is a word of its own.
    private bool JoinsLeft(int position) => position > 0
        && (char.IsUpper(text[position - 1]) || char.IsLower(text[position - 1]) || char.IsDigit(text[position - 1]) || text[position - 1] is '&' or '-' or '/');

    private int SkipOpening(int position)
    {
        while (position < text.Length && Opening.Contains(text[position], StringComparison.Ordinal))
            position++;
        return position;
    }

    // "A, B", "A or B", "(A) and (C)", "B/C", "A; B", "A, or possibly C": more than one letter is not an answer.
    [GeneratedRegex(
        @"\G[)\]*_""'.]{0,4}\s{0,3}(?:[,;/&+]\s{0,3}(?:" + Joining + @"\s{1,3}){0,3}|(?:\b" + Joining + @"\s{1,3}){1,3})"
        + @"(?i:(?:the\s)?(?:option|choice|letter)\s)?[(\[*""']{0,3}(?:[B-H]|A(?!\s[a-z]))(?![A-Za-z0-9&-])")]
    private static partial Regex AnotherLetter();

    private const string Joining = @"(?i:and|or|to|maybe|possibly|perhaps|even)\b";

    [GeneratedRegex(
        @"\G[)\]*_""']{0,4}(?:\s{1,3}(?:is|was|would\s+be|seems|looks)\s{1,3}(?:not|unlikely|incorrect|wrong|ruled\s+out|excluded)\b|[.:,-]?\s{1,3}(?:no|false|absent|incorrect|wrong|unlikely)\s{0,3}(?:[.;!\r\n]|$))",
        RegexOptions.IgnoreCase)]
    private static partial Regex TakenBack();

    [GeneratedRegex(@"\G\s+(?:(?:because|since|as|due|based|given|is|with|for|seems|appears|would|looks|if)\b|[-(=])", RegexOptions.IgnoreCase)]
    private static partial Regex Connective();

    [GeneratedRegex(@"\G[)\]*_""']{0,3}\s{0,3}(?:,?\s{0,2}(?:or|and)\b|/|,)\s{0,3}", RegexOptions.IgnoreCase)]
    private static partial Regex Alternative();
}
