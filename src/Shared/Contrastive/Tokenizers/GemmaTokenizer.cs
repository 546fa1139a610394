using System.Text;

namespace MuBench.Contrastive.Tokenizers;

/// <summary>
/// The tokenizer of SigLIP 2: lower case, then Gemma's byte-pair encoding of the whole caption with byte fallback, then the end token.
/// Gives the ids of Hugging Face's <c>Siglip2Tokenizer</c>.
/// </summary>
internal sealed class GemmaTokenizer : ICaptionTokenizer
{
    private const char Space = '\u2581';
    private const string Punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    private readonly PairMerger _merger;
    private readonly AddedTokens _added;
    private readonly int _end;
    private readonly int _maxLength;
    private readonly bool _isCanonical;

    /// <param name="merger">The byte-pair encoding.</param>
    /// <param name="added">The tokens that are recognised before it.</param>
    /// <param name="ends">Ids of the end token and of padding.</param>
    /// <param name="maxLength">Maximum number of tokens of a caption.</param>
    /// <param name="isCanonical">Whether punctuation is removed and white space collapsed, as open_clip does where its configuration says so.</param>
    public GemmaTokenizer(PairMerger merger, AddedTokens added, (int End, int Pad) ends, int maxLength, bool isCanonical)
    {
        (_merger, _added, _maxLength, _isCanonical) = (merger, added, maxLength, isCanonical);
        (_end, PadId) = ends;
    }

    /// <inheritdoc/>
    public int PadId { get; }

    /// <inheritdoc/>
    public int[] Encode(string caption)
    {
        var ids = new List<int>();
        // As in the reference, tokens in angle brackets are recognised as they are written, before the rest becomes lower case.
        foreach (var (text, id) in _added.Split(_isCanonical ? Canonical(caption) : caption))
        {
            if (id is { } added)
                ids.Add(added);
            else
                ids.AddRange(_merger.Encode(UnicodeText.Lower(text).Replace(' ', Space)));
        }

        return [.. ids.Take(_maxLength - 1), _end];
    }

    private static string Canonical(string caption)
    {
        var kept = new StringBuilder(caption.Length);
        foreach (var letter in caption.Replace('_', ' '))
        {
            if (!Punctuation.Contains(letter, StringComparison.Ordinal))
                kept.Append(letter);
        }

        return string.Join(' ', UnicodeText.LowerWithFinalSigma(kept.ToString()).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
