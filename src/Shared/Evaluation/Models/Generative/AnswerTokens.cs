using MuBench.Responses;
using MuBench.Scoring.Matching;
using MuBench.Scoring.TokenProbabilities;

namespace MuBench.Models.Generative;

/// <summary>Chooses the tokens whose log-probabilities are kept: those that are an option's letter or number.</summary>
internal static class AnswerTokens
{
    /// <summary>Maximum number of tokens that are kept of a response. Of a response with more of them none is kept: it is a list, not an answer.</summary>
    public const int MaxKept = 64;

    private const int MaxAlternatives = 20;
    private const int MaxTokenLength = 64;

    /// <summary>The tokens to keep, in order; empty if there are none, or if the tokens do not spell the text.</summary>
    /// <param name="text">The response's text.</param>
    /// <param name="tokens">Its tokens; there may be others before and after, such as reasoning and an end of turn.</param>
    public static IReadOnlyList<LoggedToken> Of(string text, IReadOnlyList<GeneratedToken> tokens)
    {
        if (FirstIndex(text, string.Concat(tokens.Select(Spelled))) is not { } start)
            return [];
        var kept = new List<LoggedToken>();
        foreach (var token in tokens)
        {
            var spelled = Spelled(token);
            if (OptionTokens.IndexOfSymbol(spelled) is { } inner && start + inner is var at && at >= 0 && at < text.Length
                && text[at] == spelled[inner] && LenientReader.StandsAlone(text, at))
                kept.Add(Logged(at, token));
            start += spelled.Length;
        }

        return kept.Count > MaxKept ? [] : kept;
    }

    // The index of the first token in the text; negative if tokens precede the text.
    private static int? FirstIndex(string text, string spelled)
    {
        var whole = text.Trim();
        var found = whole.Length == 0 ? -1 : spelled.LastIndexOf(whole, StringComparison.Ordinal);
        return found < 0 ? null : text.IndexOf(whole, StringComparison.Ordinal) - found;
    }

    private static string Spelled(GeneratedToken token) => OptionTokens.Spell(token.Text);

    private static LoggedToken Logged(int at, GeneratedToken token)
    {
        List<(string Text, float Logprob)> all =
        [
            (token.Text, token.Logprob),
            .. token.Top.Where(other => other.Text != token.Text && other.Text.Length <= MaxTokenLength).Take(MaxAlternatives),
        ];
        all.RemoveAll(entry => !float.IsFinite(entry.Logprob));
        return new LoggedToken { At = at, Tokens = [.. all.Select(entry => entry.Text)], Logprobs = [.. all.Select(entry => entry.Logprob)] };
    }
}
