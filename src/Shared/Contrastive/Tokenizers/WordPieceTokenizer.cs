using System.Globalization;
using System.Text;

namespace MuBench.Contrastive.Tokenizers;

/// <summary>
/// BERT's tokenizer, as used by BiomedCLIP's text model: the text is cleaned and split into words and single punctuation marks; each
/// word is split from the left into the longest pieces of the vocabulary. Gives the ids of Hugging Face's <c>BertTokenizerFast</c>.
/// </summary>
internal sealed class WordPieceTokenizer(WordPieceVocabulary vocabulary, SpecialTokens special, int maxLength) : ICaptionTokenizer
{
    /// <inheritdoc/>
    public int PadId => special.Pad;

    /// <inheritdoc/>
    public int[] Encode(string caption)
    {
        var ids = new List<int> { special.Begin };
        foreach (var (text, id) in special.Split(caption))
        {
            if (id is { } spelled)
                ids.Add(spelled);
            else
                AddWords(Normalize(text), ids);
        }

        return [.. ids.Take(Math.Min(ids.Count, maxLength - 1)), special.End];
    }

    private string Normalize(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\t' or '\n' or '\r' || Rune.IsWhiteSpace(rune))
                clean.Append(' ');
            else if (rune.Value is 0 or 0xFFFD || IsControl(rune))
                continue;
            else if (vocabulary.SplitChinese && IsChinese(rune.Value))
                clean.Append(' ').Append(rune).Append(' ');
            else
                clean.Append(rune);
        }

        var normalized = vocabulary.StripAccents ? UnicodeText.StripMarks(clean.ToString()) : clean.ToString();
        return vocabulary.LowerCase ? UnicodeText.Lower(normalized) : normalized;
    }

    private void AddWords(string text, List<int> ids)
    {
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var punctuation = IsPunctuation(rune);
            if (punctuation || Rune.IsWhiteSpace(rune))
                AddPieces(word, ids);
            if (punctuation)
                AddPieces(word.Append(rune), ids);
            else if (!Rune.IsWhiteSpace(rune))
                word.Append(rune);
        }

        AddPieces(word, ids);
    }

    private void AddPieces(StringBuilder builder, List<int> ids)
    {
        var word = builder.ToString();
        builder.Clear();
        var first = ids.Count;
        if (word.EnumerateRunes().Count() > vocabulary.MaxCharactersPerWord)
        {
            ids.Add(vocabulary.Unknown);
            return;
        }

        for (var start = 0; start < word.Length;)
        {
            var end = word.Length;
            int id;
            while (!vocabulary.Ids.TryGetValue((start == 0 ? "" : vocabulary.Prefix) + word[start..end], out id))
            {
                // A word with an unknown piece is unknown as a whole.
                if (--end > start)
                    continue;
                ids.RemoveRange(first, ids.Count - first);
                ids.Add(vocabulary.Unknown);
                return;
            }

            ids.Add(id);
            start = end;
        }
    }

    private static bool IsControl(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse;

    // ASCII symbols count as punctuation too.
    private static bool IsPunctuation(Rune rune) =>
        rune.IsAscii ? rune.Value is (>= 33 and <= 47) or (>= 58 and <= 64) or (>= 91 and <= 96) or (>= 123 and <= 126) : Rune.IsPunctuation(rune);

    private static bool IsChinese(int rune) => rune is
        (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x20000 and <= 0x2A6DF) or (>= 0x2A700 and <= 0x2B73F)
        or (>= 0x2B740 and <= 0x2B81F) or (>= 0x2B920 and <= 0x2CEAF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x2F800 and <= 0x2FA1F);
}
