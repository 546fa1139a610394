using System.Globalization;
using System.Text;
using Microsoft.ML.Tokenizers;

namespace MuBench.Contrastive.Tokenizers;

/// <summary>
/// Byte-level BPE without a word suffix, as in CONCH. The text is normalized as the file states, a space precedes the first word,
/// and <see cref="Gpt2PreTokenizer"/> splits words. Gives the ids of Hugging Face's <c>PreTrainedTokenizerFast</c>.
/// </summary>
internal sealed class ByteLevelTokenizer : ICaptionTokenizer
{
    private readonly BpeTokenizer _bpe;
    private readonly IReadOnlyList<string> _normalizers;
    private readonly SpecialTokens _special;
    private readonly bool _hasPrefixSpace;
    private readonly int _maxLength;

    /// <param name="ids">The id of each token.</param>
    /// <param name="merges">Pairs to merge as <c>left right</c>, in order of priority.</param>
    /// <param name="json">The whole tokenizer.json.</param>
    /// <param name="special">The tokens around a caption.</param>
    /// <param name="maxLength">Maximum number of tokens of a caption.</param>
    public ByteLevelTokenizer(IReadOnlyDictionary<string, int> ids, IReadOnlyList<string> merges, JsonFile json, SpecialTokens special, int maxLength)
    {
        (_special, _maxLength) = (special, maxLength);
        _normalizers = Normalizers(json);
        _hasPrefixSpace = json.Object("pre_tokenizer").Flag("add_prefix_space") ?? true;
        _bpe = BpeTokenizer.Create(new BpeOptions(ids) { Merges = merges, ByteLevel = true, PreTokenizer = new Gpt2PreTokenizer() });
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

        return [.. ids.Take(Math.Min(ids.Count, _maxLength - 1)), _special.End];
    }

    private static List<string> Normalizers(JsonFile json)
    {
        if (json.OptionalObject("normalizer") is not { } normalizer)
            return [];
        var types = normalizer.Text("type") == "Sequence"
            ? normalizer.Objects("normalizers").Select(part => part.Text("type")!).ToList()
            : [normalizer.Text("type")!];
        return types.Find(type => type is not ("NFC" or "NFD" or "StripAccents" or "Lowercase")) is { } other
            ? throw json.Wrong("normalizer", $"has {other}; NFC, NFD, StripAccents and Lowercase are known")
            : types;
    }

    private string Normalize(string text)
    {
        foreach (var normalizer in _normalizers)
        {
            text = normalizer switch
            {
                "NFC" => UnicodeText.Compose(text),
                "NFD" => UnicodeText.Decompose(text),
                "StripAccents" => WithoutMarks(text),
                _ => UnicodeText.Lower(text),
            };
        }

        return _hasPrefixSpace && text.Length > 0 && text[0] != ' ' ? " " + text : text;
    }

    private static string WithoutMarks(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark))
                kept.Append(rune);
        }

        return kept.ToString();
    }
}
