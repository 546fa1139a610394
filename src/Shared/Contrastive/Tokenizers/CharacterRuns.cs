using System.Text;

namespace MuBench.Contrastive.Tokenizers;

/// <summary>The pieces of CLIP's and GPT-2's patterns that are alike. By hand, because .NET's regular expressions see the letters beyond U+FFFF as two halves that are no letters.</summary>
internal static class CharacterRuns
{
    private static readonly string[] Contractions = ["'s", "'t", "'re", "'ve", "'m", "'ll", "'d"];

    /// <summary>Length of the English contraction that stands at an offset; null where there is none.</summary>
    public static int? ContractionAt(string text, int offset)
    {
        if (text[offset] != '\'')
            return null;
        var found = Array.Find(Contractions, contraction => string.CompareOrdinal(text, offset, contraction, 0, contraction.Length) == 0);
        return found?.Length;
    }

    /// <summary>Kind of the character at an offset, and how many UTF-16 units it takes.</summary>
    public static (CharacterKind Kind, int Length) At(string text, int offset)
    {
        // What cannot be decoded is U+FFFD, a symbol.
        Rune.DecodeFromUtf16(text.AsSpan(offset), out var rune, out var length);
        var kind = Rune.IsWhiteSpace(rune) ? CharacterKind.Space
            : Rune.IsLetter(rune) ? CharacterKind.Letter
            : Rune.IsNumber(rune) ? CharacterKind.Number
            : CharacterKind.Other;
        return (kind, length);
    }

    /// <summary>Where the run of characters of one kind that begins at an offset ends.</summary>
    public static int EndOf(string text, int offset, CharacterKind kind)
    {
        while (offset < text.Length && At(text, offset) is var next && next.Kind == kind)
            offset += next.Length;
        return offset;
    }
}
