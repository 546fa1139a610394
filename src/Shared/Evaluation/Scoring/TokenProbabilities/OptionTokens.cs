using System.Buffers;

namespace MuBench.Scoring.TokenProbabilities;

/// <summary>
/// The rule by which tokens stand for an option: the token is the option's capital letter (A to H) or number (1 to 9), and around it only spaces,
/// line feeds, brackets, quotation marks, and the characters <c>* _ ` # $ . , : ;</c>. So "A", " A", "(A", "A)" and "**A" stand for A; "a" does not.
/// </summary>
internal static class OptionTokens
{
    private static readonly SearchValues<char> Around = SearchValues.Create(" \t\r\n()[]{}<>\"'“”‘’*_`#$.,:;");

    /// <summary>
    /// A token as it stands in the text: some servers write the space and the line feed of their vocabulary as ▁ or Ġ, and Ċ.
    /// </summary>
    public static string Spell(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        return token.Replace('▁', ' ').Replace('Ġ', ' ').Replace('Ċ', '\n');
    }

    /// <summary>The index of the letter or number in a token; null if the token stands for no option.</summary>
    /// <param name="spelled">The token as <see cref="Spell"/> returns it.</param>
    public static int? IndexOfSymbol(string spelled)
    {
        ArgumentNullException.ThrowIfNull(spelled);
        var start = spelled.AsSpan().IndexOfAnyExcept(Around);
        return start >= 0 && spelled[start] is (>= 'A' and <= 'H') or (>= '1' and <= '9') && spelled.AsSpan(start + 1).IndexOfAnyExcept(Around) < 0
            ? start
            : null;
    }

    /// <summary>The letter or number for which a token stands; null if it stands for no option.</summary>
    public static char? SymbolOf(string token)
    {
        var spelled = Spell(token);
        return IndexOfSymbol(spelled) is { } index ? spelled[index] : null;
    }
}
