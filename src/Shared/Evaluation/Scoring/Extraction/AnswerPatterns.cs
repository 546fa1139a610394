using System.Text.RegularExpressions;

namespace MuBench.Scoring.Extraction;

/// <summary>The patterns in which a response states its answer, from the most to the least explicit.</summary>
internal sealed partial class AnswerPatterns(string text, OptionTexts options)
{
    private readonly AnswerReader _reader = new(text, options);

    /// <summary>"Final answer: X", <c>\boxed{X}</c>, an answer tag.</summary>
    public Reading Final() => Agreed(FinalForm());

    /// <summary>"The answer is X", "Answer: X", "I would choose X", "It's X".</summary>
    public Reading Declared() => Agreed(DeclaredForm());

    /// <summary>
    /// A letter at the start of the response, or alone on its last line. It is ignored if the response discusses the
    /// options one by one, or if it names exactly one option by its text and that is another one.
    /// </summary>
    public Reading Standing()
    {
        var first = _reader.Letter(0);
        var last = LastLine();
        if (first.IsUnclear || last.IsUnclear)
            return Reading.Unclear;
        if (first.Option is not null && Negation.IsAfter(text, 1))
            first = Reading.None;
        if ((first.Option ?? last.Option) is not { } letter)
            return Reading.None;
        return (last.Option ?? letter) == letter && LettersAgree(letter) && !IsCorrected(letter, 0) && (Named() ?? letter) == letter
            ? Reading.Of(letter)
            : Reading.Unclear;
    }

    /// <summary>"option X", "(X)" or "X)" anywhere, if there is only one letter and it is not negated.</summary>
    public Reading Mentioned()
    {
        int? found = null;
        foreach (Match match in LetterMention().Matches(text))
        {
            if (match.Groups["panel"].Success)
                continue;
            var letter = match.Groups["letter"].ValueSpan[0] - 'A';
            if (letter >= options.Count || Negation.IsAround(text, match.Index, match.Index + match.Length) || (found ?? letter) != letter
                || _reader.Letter(match.Groups["letter"].Index).IsUnclear)
                return Reading.Unclear;
            found = letter;
        }

        return found is not { } option ? Reading.None
            : (Named() ?? option) == option ? Reading.Of(option)
            : Reading.Unclear;
    }

    /// <summary>The only option that the response names by its text without negation.</summary>
    public int? Named()
    {
        var mentions = options.Mentions(text);
        var denied = mentions.Where(mention => Negation.IsAround(text, mention.Start, mention.End)).Select(mention => mention.Index).ToHashSet();
        var named = mentions.Select(mention => mention.Index).Where(index => !denied.Contains(index)).Distinct().Take(2).ToArray();
        return named.Length == 1 ? named[0] : null;
    }

    private Reading Agreed(Regex form)
    {
        var agreed = Reading.None;
        var end = 0;
        foreach (Match match in form.Matches(text))
        {
            if (Negation.IsBefore(text, match.Index))
                continue;
            end = match.Index + match.Length;
            var reading = match.Groups["letterOnly"].Success && !Negation.IsAfter(text, end) ? _reader.Letter(end)
                : match.Groups["letterOnly"].Success ? Reading.None
                : _reader.LetterOrText(end);
            if (reading.IsUnclear || (!reading.IsNone && !agreed.IsNone && reading != agreed))
                return Reading.Unclear;
            if (!reading.IsNone)
                agreed = reading;
        }

        return agreed.Option is { } option && IsCorrected(option, end) ? Reading.Unclear : agreed;
    }

    private Reading LastLine()
    {
        var start = text.LastIndexOf('\n') + 1;
        if (start == 0)
            return Reading.None;
        var letter = _reader.Letter(start);
        return letter.Option is { } option && IsWholeLine(start, option) ? letter : Reading.None;
    }

    private bool IsWholeLine(int start, int option)
    {
        var line = text.AsSpan(start).Trim(" \t\r\"'`*_([)].:");
        return line.Length == 1 || (line.Length > 2 && options.Whole(line[1..].TrimStart(" )].:-*")) == option);
    }

    private bool LettersAgree(int letter) => LetterMention().Matches(text).Concat(LineLetter().Matches(text)).All(match =>
        match.Groups["panel"].Success
        || match.Groups["letter"].ValueSpan[0] - 'A' == letter
        || Negation.IsAround(text, match.Index, match.Index + match.Length));

    /// <summary>Whether another letter follows a word that takes back what was said: "A. Wait, C".</summary>
    private bool IsCorrected(int letter, int from) => Correction().Matches(text, from).Any(match =>
        match.Groups["letter"].ValueSpan[0] - 'A' is var other && other != letter && other < options.Count && !Negation.IsAfter(text, match.Index + match.Length));

    [GeneratedRegex(@"\bfinal\s+answer\b[\s""'*_]{0,4}(?:(?:is|:|=)[\s""'*_]{0,4}){1,2}(?:option|choice|letter)?|\\boxed\{(?:\\text\{)?|<answer>", RegexOptions.IgnoreCase)]
    private static partial Regex FinalForm();

    [GeneratedRegex(
        @"(?:\b(?:answer|ans|choice|option|response|selection|letter|assistant)\b|答案)[\s""'*_]{0,4}(?:(?:is|was|would\s+be|should\s+be|must\s+be|will\s+be|:|=|->|\s-\s|是|为)[\s""'*_]{0,4}){1,2}" + Hedge
        + @"|\bi\s*(?:would|will|'d|'ll|\s)?\s*(?:choose|pick|select|go\s+with|opt\s+for|answer)\s*:?\s+" + Hedge
        + @"|(?<letterOnly>\b(?:it|that)(?:'s|\s+is)\s+" + Hedge + @"|\bi(?:\s+would|'d)?\s+(?:say|think|believe)\s+" + Hedge + ")",
        RegexOptions.IgnoreCase)]
    private static partial Regex DeclaredForm();

    private const string Hedge = @"(?:(?:most\s+likely|likely|probably|clearly|therefore|definitely|indeed)\s+)?(?:the\s+)?(?:(?:option|choice|letter|answer)\s+)?";

    [GeneratedRegex(
        @"(?<panel>\b(?i:panels?|fig(?:ure|\.)?|inset|part|image)\s+)?"
        + @"(?:(?<![\w&/-])\(?(?<letter>[A-H])\)|\*\*(?<letter>[A-H])\*\*|\b(?i:option|choice|letter|answer)\s+[""'*(]{0,3}(?<letter>[B-H]|A(?!\s[a-z]))(?![\w&'-]))")]
    private static partial Regex LetterMention();

    // A line that begins with "C: ", "C. " or "C - ".
    [GeneratedRegex(@"^[\s>*_""'(-]{0,6}(?<letter>[A-H])[*_""')]{0,3}\s?[:.-]\s", RegexOptions.Multiline)]
    private static partial Regex LineLetter();

    [GeneratedRegex(
        @"\b(?i:no|wait|actually|rather|sorry|correction|instead|hmm+|oops)\b\s{0,3}[,.:;!-]{1,3}\s{0,3}(?:(?i:it(?:'s|\s+is)|i\s+mean|make\s+(?:it|that)|(?:the\s+)?answer\s+is)\s{1,3})?"
        + @"(?i:(?:the\s+)?(?:option|choice|letter)\s{1,3})?[(\[*""']{0,3}(?<letter>[B-H]|A(?!\s[a-z]))(?![\w&'-])")]
    private static partial Regex Correction();
}
