using System.Text.RegularExpressions;
using MuBench.Datasets;
using MuBench.Responses;
using MuBench.Scoring.Styles;

namespace MuBench.Scoring.TokenProbabilities;

/// <summary>
/// The probabilities of a question's options, from the log-probabilities of the tokens at the place where a response names its option: as the
/// authors of μ-Bench do, the softmax over the letters that the question offers.
/// </summary>
/// <param name="Values">One for each option; they sum to 1. An option whose letter is not among the logged tokens has 0.</param>
/// <param name="Chosen">Index of the option that was read from the response.</param>
/// <param name="Share">The probability of all offered letters together before they were scaled to 1: the rest went to other tokens.</param>
internal sealed partial record LetterProbabilities(double[] Values, int Chosen, double Share)
{
    /// <summary>Computes the probabilities; null with the reason if the response has none.</summary>
    /// <param name="record">A response of a chat model.</param>
    /// <param name="question">The question as it was asked.</param>
    /// <param name="protocol">The protocol by which the option is read.</param>
    /// <param name="gap">Why there are none.</param>
    public static LetterProbabilities? Of(ResponseRecord record, Question question, string protocol, out ConfidenceGap gap)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(question);
        gap = ConfidenceGap.NoLogprobs;
        if (record.Logprobs is not { } tokens)
            return null;
        gap = ConfidenceGap.Unread;
        if (QuestionStyles.Of(question) is not ChoiceStyle style || style.Choose(record, question, protocol) is not { } chosen)
            return null;
        gap = ConfidenceGap.NoLetter;
        if (Deciding(record.Text!, tokens, style.SymbolOf(chosen), record.AnswerMember) is not { } token)
            return null;
        var values = new double[question.Options.Count];
        Pool(token, style, values);
        var share = values.Sum();
        if (!(share > 0))
            return null;
        gap = ConfidenceGap.None;
        for (var option = 0; option < values.Length; option++)
            values[option] /= share;
        return new LetterProbabilities(values, chosen, share);
    }

    /// <summary>
    /// The token that decides the answer: of those that are the chosen letter, the first after the last word "answer"; if there is none, the first
    /// one. In a JSON response the last place of the member's name is taken for the word. Reasoning up to the last <c>&lt;/think&gt;</c> is left
    /// out. Null if there is none.
    /// </summary>
    public static LoggedToken? Deciding(string text, IReadOnlyList<LoggedToken> tokens, char symbol, string? member = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(tokens);
        var thought = text.LastIndexOf("</think>", StringComparison.OrdinalIgnoreCase);
        var word = member is not null ? text.LastIndexOf($"\"{member}\"", StringComparison.Ordinal) : AnswerWord().Matches(text).LastOrDefault()?.Index ?? -1;
        var named = tokens.Where(token => token.At > thought && token.At < text.Length && text[token.At] == symbol).ToList();
        return named.Find(token => token.At > word) ?? named.FirstOrDefault();
    }

    private static void Pool(LoggedToken token, ChoiceStyle style, double[] values)
    {
        for (var index = 0; index < Math.Min(token.Tokens.Count, token.Logprobs.Count); index++)
        {
            if (OptionTokens.SymbolOf(token.Tokens[index]) is { } symbol && symbol - style.SymbolOf(0) is var option && option >= 0 && option < values.Length)
                values[option] += Math.Exp(token.Logprobs[index]);
        }
    }

    [GeneratedRegex(@"\banswer\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AnswerWord();
}
