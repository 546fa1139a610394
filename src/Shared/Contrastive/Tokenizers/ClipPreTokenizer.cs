using Microsoft.ML.Tokenizers;

namespace MuBench.Contrastive.Tokenizers;

/// <summary>Splits by CLIP's pattern <c>'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+</c>.</summary>
internal sealed class ClipPreTokenizer : PreTokenizer
{
    /// <inheritdoc/>
    public override IEnumerable<(int Offset, int Length)> PreTokenize(string text)
    {
        for (var offset = 0; offset < text.Length;)
        {
            var (kind, length) = CharacterRuns.At(text, offset);
            if (CharacterRuns.ContractionAt(text, offset) is { } contraction)
                length = contraction;
            else if (kind is CharacterKind.Letter or CharacterKind.Other)
                length = CharacterRuns.EndOf(text, offset, kind) - offset;
            if (kind != CharacterKind.Space)
                yield return (offset, length);
            offset += length;
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<(int Offset, int Length)> PreTokenize(ReadOnlySpan<char> text) => PreTokenize(text.ToString());
}
