using System.Text;
using System.Text.RegularExpressions;

namespace MuBench.Scoring.Extraction;

/// <summary>A response prepared for reading: without reasoning preamble and chat tokens, and with plain ASCII punctuation.</summary>
internal static partial class ResponseText
{
    /// <summary>Prepares a response. Letters keep their case and order; nothing that could be an answer is removed.</summary>
    public static string Prepare(string response)
    {
        var text = ThinkBlock().Replace(response, " ");
        // Some chat templates put the opening tag into the prompt. A reasoning block without an end was cut off before its answer.
        if (ThinkEnd().Match(text) is { Success: true } end)
            text = text[(end.Index + end.Length)..];
        if (ThinkStart().Match(text) is { Success: true } start)
            text = text[..start.Index];
        return Fold(ChatToken().Replace(text, " ")).Trim();
    }

    /// <summary>Replaces full-width forms, typographic quotes, dashes, stops and spaces by their ASCII equivalents; keeps line feeds.</summary>
    public static string Fold(string text)
    {
        if (Ascii.IsValid(text))
            return text;
        return string.Create(text.Length, text, static (span, source) =>
        {
            for (var index = 0; index < span.Length; index++)
                span[index] = Fold(source[index]);
        });
    }

    private static char Fold(char symbol) => symbol switch
    {
        >= '\uFF01' and <= '\uFF5E' => (char)(symbol - 0xFEE0),
        '\u2018' or '\u2019' => '\'',
        '\u201C' or '\u201D' => '"',
        >= '\u2010' and <= '\u2015' => '-',
        '\u3002' => '.',
        '\u00A0' or '\u2009' or '\u202F' or '\u3000' or '\u200B' => ' ',
        _ => symbol,
    };

    private const string Thinking = "(?:think|thinking|thought|thoughts|reasoning)>";

    [GeneratedRegex("<" + Thinking + ".*?</" + Thinking, RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex ThinkBlock();

    [GeneratedRegex("<" + Thinking, RegexOptions.IgnoreCase)]
    private static partial Regex ThinkStart();

    [GeneratedRegex("</" + Thinking, RegexOptions.IgnoreCase | RegexOptions.RightToLeft)]
    private static partial Regex ThinkEnd();

    [GeneratedRegex(@"<\|[^|<>\n]{1,40}\|>|</?s>|<(?:end_of_turn|start_of_turn|eos|pad)>", RegexOptions.IgnoreCase)]
    private static partial Regex ChatToken();
}
