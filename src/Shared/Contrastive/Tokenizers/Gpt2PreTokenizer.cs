using Microsoft.ML.Tokenizers;

namespace MuBench.Contrastive.Tokenizers;

/// <summary>
/// Splits by GPT-2's pattern <c>'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+</c>.
/// </summary>
internal sealed class Gpt2PreTokenizer : PreTokenizer
{
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
        if (CharacterRuns.ContractionAt(text, offset) is { } contraction)
            return contraction;
        var kind = CharacterRuns.At(text, offset).Kind;
        if (kind != CharacterKind.Space)
            return CharacterRuns.EndOf(text, offset, kind) - offset;
        // A single space belongs to the word after it; of several spaces, only the last one does.
        var end = CharacterRuns.EndOf(text, offset, CharacterKind.Space);
        if (end == text.Length)
            return end - offset;
        if (end - offset > 1)
            return end - LastLength(text, end) - offset;
        return text[offset] == ' ' ? CharacterRuns.EndOf(text, end, CharacterRuns.At(text, end).Kind) - offset : 1;
    }

    private static int LastLength(string text, int end) => char.IsLowSurrogate(text[end - 1]) ? 2 : 1;
}
