using System.Text.Json;
using MuBench.Contrastive.Families;

namespace MuBench.Contrastive.Tokenizers;

/// <summary>
/// Reads a tokenizer from a model folder, from the first of these files: <c>spiece.model</c> (SigLIP), <c>tokenizer.json</c>,
/// <c>vocab.json</c> with <c>merges.txt</c> (CLIP), <c>vocab.txt</c> (BERT).
/// </summary>
internal static class TokenizerReader
{
    private const string WholeFile = "tokenizer.json";

    /// <summary>Reads the tokenizer of a model folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="maxLength">Maximum number of tokens of a caption.</param>
    /// <param name="family">The model's family: the files to name if there is no tokenizer, and whether HTML is cleaned.</param>
    public static ICaptionTokenizer Read(string folder, int maxLength, ContrastiveFamily? family = null)
    {
        var tokenizer = Find(folder, maxLength) ?? throw new UserException($"The model folder '{folder}' has no tokenizer: it should hold "
            + $"{family?.Tokenizer ?? "tokenizer.json, or vocab.json and merges.txt (CLIP), or vocab.txt (BERT), or spiece.model (SigLIP)"}.");
        return family is { CleansHtml: true } ? new CleaningTokenizer(tokenizer) : tokenizer;
    }

    private static ICaptionTokenizer? Find(string folder, int maxLength)
    {
        // The reference SiglipTokenizer reads spiece.model; a tokenizer.json beside it is a conversion of it.
        if (Path.Combine(folder, UnigramReader.BinaryFile) is var binary && File.Exists(binary))
            return Unigram(folder, UnigramReader.ReadBinary(binary), maxLength);
        if (File.Exists(Path.Combine(folder, WholeFile)))
            return ReadWhole(folder, maxLength);
        if (File.Exists(Path.Combine(folder, "vocab.json")))
            return ReadPair(folder, maxLength);
        if (File.Exists(Path.Combine(folder, "vocab.txt")))
            return ReadWordList(folder, maxLength);
        return null;
    }

    private static ICaptionTokenizer ReadWhole(string folder, int maxLength)
    {
        var json = JsonFile.Read(Path.Combine(folder, WholeFile));
        var model = json.Object("model");
        if (model.Text("type") == "Unigram")
            return Unigram(folder, UnigramReader.ReadJson(json), maxLength);
        if (GemmaReader.Matches(model))
            return GemmaReader.Read(json, maxLength, IsCanonical(folder));
        var ids = model.Integers("vocab");
        var special = SpecialTokenReader.Read(folder, ids, json);
        var normalizer = json.RawText("normalizer");
        return model.Text("type") switch
        {
            "BPE" or null when model.Text("end_of_word_suffix") == "</w>" => new ClipTokenizer(
                new ClipVocabulary(
                    ids, Merges(model), model.Text("unk_token") ?? SpecialTokenReader.ClipEnd,
                    normalizer.Contains("\"Lowercase\"", StringComparison.Ordinal)),
                special, maxLength),
            "BPE" when model.Text("end_of_word_suffix") is null && json.OptionalObject("pre_tokenizer")?.Text("type") == "ByteLevel" =>
                new ByteLevelTokenizer(ids, Merges(model), json, special, maxLength),
            "WordPiece" => new WordPieceTokenizer(WordPieces(model, ids, json), special, maxLength),
            var other => throw json.Wrong("model.type", $"is {other ?? "absent"}: only CLIP's BPE (end_of_word_suffix </w>), byte-level BPE (CONCH), BPE with byte_fallback (SigLIP 2), BERT's WordPiece and SigLIP's Unigram are known"),
        };
    }

    /// <summary>Whether open_clip's configuration says that captions lose their punctuation.</summary>
    private static bool IsCanonical(string folder)
    {
        var path = Path.Combine(folder, "open_clip_config.json");
        return File.Exists(path)
            && JsonFile.Read(path).OptionalObject("model_cfg")?.OptionalObject("text_cfg")?.OptionalObject("tokenizer_kwargs")?.Text("clean") == "canonicalize";
    }

    private static UnigramTokenizer Unigram(string folder, UnigramVocabulary vocabulary, int maxLength) =>
        new(vocabulary, SpecialTokenReader.PadOf(folder, vocabulary), maxLength);

    // Older files write a merge as "left right", newer ones as ["left", "right"].
    private static List<string> Merges(JsonFile model) =>
        [.. model.Elements("merges").Select(merge => merge.ValueKind == JsonValueKind.Array
            ? $"{merge[0].GetString()} {merge[1].GetString()}"
            : merge.GetString()!)];

    private static WordPieceVocabulary WordPieces(JsonFile model, Dictionary<string, int> ids, JsonFile whole)
    {
        var unknown = model.Text("unk_token") ?? "[UNK]";
        if (!ids.TryGetValue(unknown, out var unknownId))
            throw model.Wrong("vocab", $"lacks the unknown token {unknown}");
        var normalizer = whole.OptionalObject("normalizer");
        var lower = normalizer?.Flag("lowercase") ?? true;
        return new WordPieceVocabulary(
            ids, unknownId, model.Text("continuing_subword_prefix") ?? "##", model.Integer("max_input_chars_per_word") ?? 100,
            lower, normalizer?.Flag("strip_accents") ?? lower, normalizer?.Flag("handle_chinese_chars") ?? true);
    }

    private static ClipTokenizer ReadPair(string folder, int maxLength)
    {
        var ids = JsonFile.Read(Path.Combine(folder, "vocab.json")).Integers(null);
        var path = Path.Combine(folder, "merges.txt");
        if (!File.Exists(path))
            throw new UserException($"The model folder '{folder}' has vocab.json but no merges.txt, the list of pairs that a CLIP tokenizer merges.");
        var merges = File.ReadLines(path).Where(line => line.Length > 0 && !line.StartsWith("#version", StringComparison.Ordinal)).ToList();
        var special = SpecialTokenReader.Read(folder, ids, null);
        return new ClipTokenizer(new ClipVocabulary(ids, merges, SpecialTokenReader.ClipEnd, LowerCase: true), special, maxLength);
    }

    private static WordPieceTokenizer ReadWordList(string folder, int maxLength)
    {
        var path = Path.Combine(folder, "vocab.txt");
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var word in File.ReadLines(path))
            ids.TryAdd(word, ids.Count);
        if (!ids.TryGetValue("[UNK]", out var unknown))
            throw new UserException($"'{path}' lacks the token [UNK]: it should hold one WordPiece token a line.");
        var configPath = Path.Combine(folder, "tokenizer_config.json");
        var config = File.Exists(configPath) ? JsonFile.Read(configPath) : null;
        var lower = config?.Flag("do_lower_case") ?? true;
        var vocabulary = new WordPieceVocabulary(ids, unknown, LowerCase: lower, StripAccents: config?.Flag("strip_accents") ?? lower);
        return new WordPieceTokenizer(vocabulary, SpecialTokenReader.Read(folder, ids, null), maxLength);
    }
}
