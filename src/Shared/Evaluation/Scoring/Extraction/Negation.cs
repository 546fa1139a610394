using System.Text.RegularExpressions;

namespace MuBench.Scoring.Extraction;

/// <summary>Detects whether a response negates, doubts or only assumes what it names.</summary>
internal static partial class Negation
{
    // The words before a declaration that are looked at: a negation and three more. So the time for a long response grows only linearly.
    private const int MaxBefore = 200;

    /// <summary>Whether the sentence around a mention contains a word of negation or doubt outside the mention itself.</summary>
    public static bool IsAround(string text, int start, int end)
    {
        var from = SentenceStart(text, start);
        var to = SentenceEnd(text, end);
        return Denial().IsMatch(text.AsSpan(from, start - from)) || Denial().IsMatch(text.AsSpan(end, to - end));
    }

    /// <summary>Whether the words before a declaration negate it: "I don't think the answer is", "if the answer is".</summary>
    public static bool IsBefore(string text, int start)
    {
        var from = SentenceStart(text, start, Math.Max(0, start - MaxBefore));
        return TurnedRound().IsMatch(text.AsSpan(from, start - from));
    }

    /// <summary>Whether the rest of the sentence rejects its beginning: "A) basophil is unlikely".</summary>
    public static bool IsAfter(string text, int end) => Rejected().IsMatch(text.AsSpan(end, SentenceEnd(text, end) - end));

    private static int SentenceStart(string text, int position, int earliest = 0)
    {
        for (var index = position - 1; index >= earliest; index--)
            if (text[index] is '\n' or '!' or '?' || (text[index] == '.' && index + 1 < text.Length && char.IsWhiteSpace(text[index + 1])))
                return index + 1;
        return earliest;
    }

    private static int SentenceEnd(string text, int position)
    {
        for (var index = position; index < text.Length; index++)
            if (text[index] is '\n' or '!' or '?' || (text[index] == '.' && (index + 1 == text.Length || char.IsWhiteSpace(text[index + 1]))))
                return index;
        return text.Length;
    }

    [GeneratedRegex(@"\b(?:not|cannot|cant|no|never|neither|nor|without|unlike|unlikely|unable|unclear|whether|if|exclud\w*|rul(?:e|es|ed|ing)\s+out|rather\s+than|instead\s+of|incorrect|wrong|fails?|lacks?)\b|n't\b", RegexOptions.IgnoreCase)]
    private static partial Regex Denial();

    [GeneratedRegex(@"(?:\b(?:not|cannot|if|whether|incorrect|wrong|unlikely|unclear|(?<!\b(?:no|without(?:\s+a|\s+any)?)\s+)doubt)|n't)\b(?:\s+[\w']+){0,3}\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex TurnedRound();

    [GeneratedRegex(@"\b(?:unlikely|incorrect|wrong|ruled\s+out|excluded|not\s+(?:correct|likely|right|the\s+(?:correct\s+)?answer))\b", RegexOptions.IgnoreCase)]
    private static partial Regex Rejected();
}
