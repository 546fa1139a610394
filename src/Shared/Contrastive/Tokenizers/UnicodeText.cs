using System.Globalization;
using System.Text;

namespace MuBench.Contrastive.Tokenizers;

/// <summary>
/// The Unicode normal forms that tokenizers need. Those of .NET come from ICU, which is absent under invariant globalization
/// (<see cref="string.Normalize()"/> then returns its input). A caption must give the same tokens everywhere.
/// </summary>
internal static class UnicodeText
{
    private const int HangulFirst = 0xAC00, HangulLast = 0xD7A3;
    private const int LeadFirst = 0x1100, VowelFirst = 0x1161, TailFirst = 0x11A7;
    private const int Vowels = 21, Tails = 28, Leads = 19;

    /// <summary>Normalization form C.</summary>
    public static string Compose(string text)
    {
        // Form C changes no character below U+0300.
        if (!text.AsSpan().ContainsAnyExceptInRange('\0', '\u02FF'))
            return text;
        var runes = DecomposeRunes(text);
        var starter = -1;
        var previousClass = -1;
        var count = 0;
        for (var i = 0; i < runes.Count; i++)
        {
            var rune = runes[i];
            var combining = CanonicalTable.Class(rune);
            if (starter >= 0 && previousClass < combining && Pair(runes[starter], rune) is { } composed)
            {
                runes[starter] = composed;
                continue;
            }

            if (combining == 0)
                (starter, previousClass) = (count, -1);
            else
                previousClass = combining;
            runes[count++] = rune;
        }

        return ToString(runes.GetRange(0, count));
    }

    /// <summary>Normalization form D.</summary>
    public static string Decompose(string text) => Ascii.IsValid(text) ? text : ToString(DecomposeRunes(text));

    /// <summary>Removes accents: normalization form D without nonspacing marks.</summary>
    public static string StripMarks(string text)
    {
        if (Ascii.IsValid(text))
            return text;
        var runes = DecomposeRunes(text);
        runes.RemoveAll(rune => CharUnicodeInfo.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark);
        return ToString(runes);
    }

    /// <summary>Lower case of each character separately, as Rust's <c>char::to_lowercase</c>: without the rule for a final sigma.</summary>
    public static string Lower(string text)
    {
        var lower = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            // The only letter whose lower case has two characters.
            if (rune.Value == 0x130)
                lower.Append("i\u0307");
            else
                lower.Append(Rune.ToLowerInvariant(rune));
        }

        return lower.ToString();
    }

    /// <summary>As <see cref="Lower"/>, but a sigma at the end of a word becomes a final sigma, as in Python's <c>str.lower</c>.</summary>
    public static string LowerWithFinalSigma(string text)
    {
        const char Capital = '\u03A3', Final = '\u03C2';
        if (!text.Contains(Capital, StringComparison.Ordinal))
            return Lower(text);
        var runes = text.EnumerateRunes().ToArray();
        for (var i = 0; i < runes.Length; i++)
        {
            if (runes[i].Value == Capital && Touches(runes[..i].Reverse()) && !Touches(runes[(i + 1)..]))
                runes[i] = new Rune(Final);
        }

        return Lower(string.Concat(runes));

        static bool Touches(IEnumerable<Rune> beside) =>
            beside.SkipWhile(IsIgnorable).FirstOrDefault(new Rune(' ')) is var rune && (Rune.IsUpper(rune) || Rune.IsLower(rune));

        // Marks, and characters that may occur within a word.
        static bool IsIgnorable(Rune rune) => rune.Value is '\'' or '.' or ':' or 0xB7 or 0x2019 or 0x2018
            || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format
                or UnicodeCategory.ModifierLetter or UnicodeCategory.ModifierSymbol;
    }

    private static List<int> DecomposeRunes(string text)
    {
        var runes = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
            Decompose(rune.Value, runes);
        Order(runes);
        return runes;
    }

    private static void Decompose(int rune, List<int> runes)
    {
        if (rune is >= HangulFirst and <= HangulLast)
        {
            var index = rune - HangulFirst;
            runes.Add(LeadFirst + index / (Vowels * Tails));
            runes.Add(VowelFirst + index % (Vowels * Tails) / Tails);
            if (index % Tails != 0)
                runes.Add(TailFirst + index % Tails);
        }
        else if (CanonicalTable.Decomposition(rune) is var (first, second))
        {
            Decompose(first, runes);
            if (second != 0)
                runes.Add(second);
        }
        else
        {
            runes.Add(rune);
        }
    }

    // Marks of different classes are sorted by class; those of the same class keep their order.
    private static void Order(List<int> runes)
    {
        for (var i = 1; i < runes.Count; i++)
        {
            var rune = runes[i];
            var combining = CanonicalTable.Class(rune);
            var at = i;
            while (combining != 0 && at > 0 && CanonicalTable.Class(runes[at - 1]) > combining)
            {
                runes[at] = runes[at - 1];
                at--;
            }

            runes[at] = rune;
        }
    }

    private static int? Pair(int first, int second)
    {
        if (first is >= LeadFirst and < LeadFirst + Leads && second is >= VowelFirst and < VowelFirst + Vowels)
            return HangulFirst + ((first - LeadFirst) * Vowels + second - VowelFirst) * Tails;
        if (first is >= HangulFirst and <= HangulLast && (first - HangulFirst) % Tails == 0 && second is > TailFirst and < TailFirst + Tails)
            return first + second - TailFirst;
        return CanonicalTable.Composition(first, second);
    }

    private static string ToString(List<int> runes)
    {
        var text = new StringBuilder(runes.Count);
        foreach (var rune in runes)
            text.Append(new Rune(rune));
        return text.ToString();
    }
}
