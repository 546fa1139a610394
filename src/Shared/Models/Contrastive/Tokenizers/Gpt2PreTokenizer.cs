using System.Text;
using Microsoft.ML.Tokenizers;

namespace MuBench.Models.Contrastive.Tokenizers;

/// <summary>
/// Splits by GPT-2's pattern <c>'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+</c>. By hand,
/// for the letters beyond U+FFFF, as in <see cref="ClipPreTokenizer"/>.
/// </summary>
internal sealed class Gpt2PreTokenizer : PreTokenizer
{
    private static readonly string[] Contractions = ["'s", "'t", "'re", "'ve", "'m", "'ll", "'d"];

    private enum Kind
    {
        Space,
        Letter,
        Number,
        Other,
    }

    /// <inheritdoc/>
    public override IEnumerable<(int Offset, int Length)> PreTokenize(string text)
    {
        for (var offset = 0; offset < text.Length;)
        {
            var length = LengthAt(text, offset);
            yield return (offset, length);
            offset += length;
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<(int Offset, int Length)> PreTokenize(ReadOnlySpan<char> text) => PreTokenize(text.ToString());

    private static int LengthAt(string text, int offset)
    {
        if (Array.Find(Contractions, contraction => string.CompareOrdinal(text, offset, contraction, 0, contraction.Length) == 0) is { } found)
            return found.Length;
        var kind = KindAt(text, offset).Kind;
        if (kind != Kind.Space)
            return RunEnd(text, offset, kind) - offset;
        // One space belongs to what follows it; of several, the last one does.
        var end = RunEnd(text, offset, Kind.Space);
        if (end == text.Length)
            return end - offset;
        if (end - offset > 1)
            return end - LastLength(text, end) - offset;
        return text[offset] == ' ' ? RunEnd(text, end, KindAt(text, end).Kind) - offset : 1;
    }

    private static int LastLength(string text, int end) => char.IsLowSurrogate(text[end - 1]) ? 2 : 1;

    private static int RunEnd(string text, int offset, Kind kind)
    {
        while (offset < text.Length && KindAt(text, offset) is var next && next.Kind == kind)
            offset += next.Length;
        return offset;
    }

    private static (Kind Kind, int Length) KindAt(string text, int offset)
    {
        Rune.DecodeFromUtf16(text.AsSpan(offset), out var rune, out var length);
        var kind = Rune.IsWhiteSpace(rune) ? Kind.Space : Rune.IsLetter(rune) ? Kind.Letter : Rune.IsNumber(rune) ? Kind.Number : Kind.Other;
        return (kind, length);
    }
}
