using MuBench.Scoring.Extraction;

namespace MuBench.Scoring.Matching;

/// <summary>Reads the chosen option from a free-text response. It never guesses: two candidates give no option.</summary>
/// <remarks>
/// The first of these layers with a result decides: (1) the whole response is an option's text; (2) a final
/// declaration: "final answer", <c>\boxed{}</c>, an answer tag; (3) a declaration: "answer is X", "Answer: X", "I
/// choose X", "it's X"; (4) a letter at the start of the response, or alone on its last line; (5) "option X" or "(X)"
/// anywhere; (6) the text of one option, as whole words. Within a layer all findings must agree.
/// </remarks>
internal static class StrictExtractor
{
    /// <summary>The index of the option that the response chooses; null if there is none.</summary>
    public static int? Extract(string response, IReadOnlyList<string> options)
    {
        ArgumentNullException.ThrowIfNull(response);
        ArgumentNullException.ThrowIfNull(options);
        var text = ResponseText.Prepare(response);
        if (text.Length == 0)
            return null;
        if (text.Length == 1 && text[0] - 'A' is var bare && bare >= 0 && bare < options.Count)
            return bare;

        var texts = new OptionTexts(options);
        if (texts.Whole(text) is { } whole)
            return whole;

        var patterns = new AnswerPatterns(text, texts);
        foreach (var layer in (ReadOnlySpan<Func<Reading>>)[patterns.Final, patterns.Declared, patterns.Standing, patterns.Mentioned])
        {
            var reading = layer();
            if (!reading.IsNone)
                return reading.Option;
        }

        return patterns.Named();
    }
}
