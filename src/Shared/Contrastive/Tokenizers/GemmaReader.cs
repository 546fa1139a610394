using System.Text.Json;

namespace MuBench.Contrastive.Tokenizers;

/// <summary>Reads a <c>tokenizer.json</c> of Gemma's structure: byte-pair encoding with byte fallback, without a split into words.</summary>
internal static class GemmaReader
{
    private const string Space = "\u2581", End = "<eos>", Pad = "<pad>";

    /// <summary>Whether a model of a <c>tokenizer.json</c> is of this structure.</summary>
    public static bool Matches(JsonFile model) => model.Text("type") is "BPE" or null && model.Flag("byte_fallback") == true;

    /// <summary>Reads the tokenizer.</summary>
    /// <param name="json">The file.</param>
    /// <param name="maxLength">Maximum number of tokens of a caption.</param>
    /// <param name="isCanonical">Whether punctuation is removed from captions, as open_clip's configuration may say.</param>
    /// <exception cref="UserException">A step of the file is not one of Gemma's.</exception>
    public static GemmaTokenizer Read(JsonFile json, int maxLength, bool isCanonical)
    {
        CheckSteps(json);
        var model = json.Object("model");
        var ids = model.Integers("vocab");
        var merges = model.Elements("merges").Select(merge => PairOf(model, merge));
        try
        {
            return new GemmaTokenizer(new PairMerger(ids, merges), new AddedTokens(AddedIds(json)), (IdOf(End), IdOf(Pad)), maxLength, isCanonical);
        }
        catch (FormatException fault)
        {
            throw model.Wrong("vocab", $"cannot be used: {fault.Message}");
        }

        int IdOf(string token) => ids.TryGetValue(token, out var id) ? id : throw model.Wrong("vocab", $"lacks the token {token}");
    }

    private static void CheckSteps(JsonFile json)
    {
        var normalizer = json.OptionalObject("normalizer") ?? throw json.Wrong("normalizer", $"is missing: Gemma's replaces spaces by '{Space}'");
        var steps = normalizer.Text("type") == "Sequence" ? normalizer.Objects("normalizers").ToList() : [normalizer];
        foreach (var step in steps)
        {
            if (step.Text("type") is not ("Lowercase" or "Replace") || (step.Text("type") == "Replace" && (step.Object("pattern").Text("String"), step.Text("content")) != (" ", Space)))
                throw json.Wrong("normalizer", $"has {step.Text("type")}: of tokenizers with byte_fallback, only Gemma's is known, which replaces spaces by '{Space}', with or without Lowercase");
        }

        if (!steps.Exists(step => step.Text("type") == "Replace"))
            throw json.Wrong("normalizer", $"does not replace spaces by '{Space}', as Gemma's does");
        // Gemma's splits at spaces, of which none is left.
        if (json.OptionalObject("pre_tokenizer") is { } split && (split.Text("type"), split.OptionalObject("pattern")?.Text("String")) != ("Split", " "))
            throw json.Wrong("pre_tokenizer", $"is {split.Text("type")}: of tokenizers with byte_fallback, only Gemma's is known, which splits at spaces alone");
    }

    private static Dictionary<string, int> AddedIds(JsonFile json)
    {
        var added = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var token in json.Objects("added_tokens"))
        {
            foreach (var option in new[] { "single_word", "lstrip", "rstrip", "normalized" })
            {
                if (token.Flag(option) == true)
                    throw token.Wrong(option, "is true, which is not supported in a tokenizer with byte_fallback");
            }

            if (token.Text("content") is { Length: > 0 } content && token.Integer("id") is { } id)
                added[content] = id;
        }

        return added;
    }

    // Older files write a merge as "left right", newer ones as ["left", "right"].
    private static (string Left, string Right) PairOf(JsonFile model, JsonElement merge)
    {
        if (merge.ValueKind == JsonValueKind.Array && merge.GetArrayLength() == 2)
            return (merge[0].GetString()!, merge[1].GetString()!);
        var text = merge.ValueKind == JsonValueKind.String ? merge.GetString()! : "";
        return text.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space ? (text[..space], text[(space + 1)..]) : throw model.Wrong("merges", "should be a list of pairs of tokens");
    }
}
