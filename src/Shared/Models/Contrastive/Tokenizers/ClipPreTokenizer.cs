using System.Buffers;
using System.Text;
using Microsoft.ML.Tokenizers;

namespace MuBench.Models.Contrastive.Tokenizers;

/// <summary>
/// Splits by CLIP's pattern <c>'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+</c>. By hand, because .NET's
/// regular expressions see the letters beyond U+FFFF as two halves that are no letters.
/// </summary>
internal sealed class ClipPreTokenizer : PreTokenizer
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
            var (kind, length) = Next(text, offset);
            if (Contraction(text, offset) is { } contraction)
                length = contraction;
            else if (kind is Kind.Letter or Kind.Other)
                length = Run(text, offset, kind);
            if (kind != Kind.Space)
                yield return (offset, length);
            offset += length;
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<(int Offset, int Length)> PreTokenize(ReadOnlySpan<char> text) => PreTokenize(text.ToString());

    private static int? Contraction(string text, int offset)
    {
        if (text[offset] == '\'')
        {
            foreach (var contraction in Contractions)
            {
                if (string.CompareOrdinal(text, offset, contraction, 0, contraction.Length) == 0)
                    return contraction.Length;
            }
        }

        return null;
    }

    private static int Run(string text, int offset, Kind kind)
    {
        var end = offset;
        while (end < text.Length && Next(text, end) is var next && next.Kind == kind)
            end += next.Length;
        return end - offset;
    }

    private static (Kind Kind, int Length) Next(string text, int offset)
    {
        if (Rune.DecodeFromUtf16(text.AsSpan(offset), out var rune, out var length) != OperationStatus.Done)
            return (Kind.Other, length);
        if (Rune.IsLetter(rune))
            return (Kind.Letter, length);
        if (Rune.IsNumber(rune))
            return (Kind.Number, length);
        return (Rune.IsWhiteSpace(rune) ? Kind.Space : Kind.Other, length);
    }
}
