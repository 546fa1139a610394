namespace MuBench.Contrastive.Tokenizers;

/// <summary>
/// Finds the begin, end and padding tokens: those named in <c>special_tokens_map.json</c> or <c>tokenizer_config.json</c>,
/// otherwise those with the usual names of CLIP, BERT and CONCH.
/// </summary>
internal static class SpecialTokenReader
{
    public const string ClipBegin = "<|startoftext|>";
    public const string ClipEnd = "<|endoftext|>";

    public static SpecialTokens Read(string folder, IReadOnlyDictionary<string, int> vocabulary, JsonFile? tokenizer)
    {
        var spelled = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var added in tokenizer?.Objects("added_tokens") ?? [])
        {
            if (added.Text("content") is { Length: > 0 } content && added.Integer("id") is { } id)
                spelled[content] = id;
        }

        var begin = Find(["bos_token", "cls_token"], [ClipBegin, "[CLS]", "<start_of_text>"], "begin");
        var end = Find(["eos_token", "sep_token"], [ClipEnd, "[SEP]", "<end_of_text>"], "end");
        var pad = Find(["pad_token"], ["[PAD]", ClipEnd, "<pad>"], "padding");
        foreach (var token in new[] { begin, end, pad })
            spelled.TryAdd(token.Content, token.Id);
        return new SpecialTokens(begin.Id, end.Id, pad.Id, spelled);

        (string Content, int Id) Find(string[] keys, string[] names, string role)
        {
            foreach (var content in Named(folder, keys).Concat(names))
            {
                if (spelled.TryGetValue(content, out var id) || vocabulary.TryGetValue(content, out id))
                    return (content, id);
            }

            throw new UserException(
                $"The tokenizer in '{folder}' has no {role} token: neither special_tokens_map.json nor tokenizer_config.json names one "
                + $"that its vocabulary holds, nor does it hold {string.Join(" or ", names)}.");
        }
    }

    /// <summary>The padding token of a SentencePiece model: the one named in the folder's files, otherwise its end token.</summary>
    public static int PadOf(string folder, UnigramVocabulary vocabulary) =>
        Named(folder, ["pad_token"]).FirstOrDefault() is { } named && vocabulary.Controls.TryGetValue(named, out var id) ? id : vocabulary.End;

    private static IEnumerable<string> Named(string folder, string[] keys)
    {
        foreach (var file in new[] { "special_tokens_map.json", "tokenizer_config.json" })
        {
            var path = Path.Combine(folder, file);
            if (!File.Exists(path))
                continue;
            var json = JsonFile.Read(path);
            foreach (var key in keys)
            {
                if (json.TextOrContent(key) is { Length: > 0 } content)
                    yield return content;
            }
        }
    }
}
