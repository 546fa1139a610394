using System.Text;

namespace MuBench.Contrastive.Tokenizers;

/// <summary>
/// The common parts of CLIP's and GPT-2's patterns. They are not regular expressions, because those of .NET treat letters beyond
/// U+FFFF as two surrogates, which are not letters.
/// </summary>
internal static class CharacterRuns
{
    private static readonly string[] Contractions = ["'s", "'t", "'re", "'ve", "'m", "'ll", "'d"];

    /// <summary>Length of the English contraction at an offset; null if there is none.</summary>
    public static int? ContractionAt(string text, int offset)
    {
        if (text[offset] != '\'')
            return null;
        var found = Array.Find(Contractions, contraction => string.CompareOrdinal(text, offset, contraction, 0, contraction.Length) == 0);
        return found?.Length;
    }

    /// <summary>Kind of the character at an offset, and its length in UTF-16 units.</summary>
    public static (CharacterKind Kind, int Length) At(string text, int offset)
    {
        // An unpaired surrogate becomes U+FFFD, which is a symbol.
        Rune.DecodeFromUtf16(text.AsSpan(offset), out var rune, out var length);
        var kind = Rune.IsWhiteSpace(rune) ? CharacterKind.Space
            : Rune.IsLetter(rune) ? CharacterKind.Letter
            : Rune.IsNumber(rune) ? CharacterKind.Number
            : CharacterKind.Other;
        return (kind, length);
    }

    /// <summary>The end of the run of characters of one kind that begins at an offset.</summary>
    public static int EndOf(string text, int offset, CharacterKind kind)
    {
        while (offset < text.Length && At(text, offset) is var next && next.Kind == kind)
            offset += next.Length;
        return offset;
    }
}
