using Microsoft.ML.Tokenizers;

namespace MuBench.Contrastive.Tokenizers;

/// <summary>
/// CLIP's tokenizer: NFC, lower case, words by <see cref="ClipPreTokenizer"/>, byte-level BPE with the suffix
/// <c>&lt;/w&gt;</c>, for any vocabulary. Gives the ids of Hugging Face's <c>CLIPTokenizerFast</c>.
/// </summary>
internal sealed class ClipTokenizer : ICaptionTokenizer
{
    private readonly BpeTokenizer _bpe;
    private readonly SpecialTokens _special;
    private readonly bool _isLowerCase;
    private readonly int _maxLength;

    public ClipTokenizer(ClipVocabulary vocabulary, SpecialTokens special, int maxLength)
    {
        (_special, _isLowerCase, _maxLength) = (special, vocabulary.LowerCase, maxLength);
        _bpe = BpeTokenizer.Create(new BpeOptions(vocabulary.Ids)
        {
            Merges = vocabulary.Merges,
            ByteLevel = true,
            EndOfWordSuffix = "</w>",
            UnknownToken = vocabulary.UnknownToken,
            PreTokenizer = new ClipPreTokenizer(),
        });
    }

    /// <inheritdoc/>
    public int PadId => _special.Pad;

    /// <inheritdoc/>
    public int[] Encode(string caption)
    {
        var ids = new List<int> { _special.Begin };
        foreach (var (text, id) in _special.Split(caption))
        {
            if (id is { } special)
                ids.Add(special);
            else
                ids.AddRange(_bpe.EncodeToIds(Normalize(text), considerPreTokenization: true, considerNormalization: false));
        }

        var kept = Math.Min(ids.Count, _maxLength - 1);
        return [.. ids.Take(kept), _special.End];
    }

    private string Normalize(string text)
    {
        var composed = UnicodeText.Compose(text);
        return _isLowerCase ? UnicodeText.Lower(composed) : composed;
    }
}
