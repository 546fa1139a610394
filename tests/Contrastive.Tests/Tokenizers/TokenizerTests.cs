using System.Text.Json;
using MuBench.Contrastive.Families;
using MuBench.Contrastive.Tokenizers;
using MuBench.TestUtils;

namespace MuBench.Tests.Contrastive.Tokenizers;

/// <summary>Compares with the ids of Hugging Face's tokenizers library for the same files and texts.</summary>
public sealed class TokenizerTests
{
    private const int Long = 10_000;

    private static string Data => RepositoryFiles.Path("tests/Contrastive.Tests/data");

    [Theory]
    [InlineData("clip")]
    [InlineData("bert")]
    [InlineData("siglip")]
    [InlineData("conch")]
    [InlineData("gemma")]
    public void Encode_HuggingFaceReference_SameIds(string kind)
    {
        var tokenizer = TokenizerReader.Read(Path.Combine(Data, kind), Long);
        foreach (var (text, ids) in Golden(kind))
            Assert.True(ids.SequenceEqual(tokenizer.Encode(text)), $"{JsonSerializer.Serialize(text)}: {string.Join(" ", tokenizer.Encode(text))}");
    }

    [Theory]
    [InlineData("clip", "vocab.json", "merges.txt")]
    [InlineData("bert", "vocab.txt")]
    public void Read_SeparateFiles_SameIds(string kind, params string[] files)
    {
        using var folder = new TemporaryFolder();
        foreach (var file in files)
            File.Copy(Path.Combine(Data, kind, file), Path.Combine(folder.Path, file));
        var tokenizer = TokenizerReader.Read(folder.Path, Long);
        // A bare vocabulary names fewer special tokens, so texts that contain special tokens are left out.
        foreach (var (text, ids) in Golden(kind).Where(pair => !pair.Text.Contains('[', StringComparison.Ordinal)))
            Assert.Equal(ids, tokenizer.Encode(text));
    }

    [Theory]
    [InlineData("clip")]
    [InlineData("bert")]
    [InlineData("siglip")]
    [InlineData("conch")]
    [InlineData("gemma")]
    public void Encode_LongerThanLimit_KeepsStartAndEndToken(string kind)
    {
        var whole = TokenizerReader.Read(Path.Combine(Data, kind), Long).Encode("a micrograph of stained cells and nuclei");
        for (var limit = 2; limit <= whole.Length + 1; limit++)
        {
            var cut = TokenizerReader.Read(Path.Combine(Data, kind), limit).Encode("a micrograph of stained cells and nuclei");
            Assert.Equal([.. whole.Take(Math.Min(limit, whole.Length) - 1), whole[^1]], cut);
        }
    }

    [Fact]
    public void Encode_SigLip2ByOpenClip_LosesPunctuationAndReadsHtml()
    {
        using var folder = new TemporaryFolder();
        File.Copy(Path.Combine(Data, "gemma", "tokenizer.json"), Path.Combine(folder.Path, "tokenizer.json"));
        var plain = TokenizerReader.Read(folder.Path, Long);
        File.WriteAllText(Path.Combine(folder.Path, "open_clip_config.json"), """{"model_cfg": {"text_cfg": {"tokenizer_kwargs": {"clean": "canonicalize"}}}}""");
        var canonical = TokenizerReader.Read(folder.Path, Long);
        Assert.Equal(plain.Encode("cells in he la stained 50 of them"), canonical.Encode("  Cells in HE_la: (stained), 50%\tof them! "));
        Assert.NotEqual(plain.Encode("cells, stained"), plain.Encode("cells stained"));
        Assert.Equal(plain.Encode("a cell"), plain.Encode("A CELL"));
    }

    [Theory]
    [InlineData("\"normalizer\": {\"type\": \"Replace\"", "\"normalizer\": {\"type\": \"Prepend\"", "normalizer has Prepend")]
    [InlineData("\"behavior\": \"MergedWithPrevious\"", "\"type\": \"Whitespace\"", "pre_tokenizer is Whitespace")]
    [InlineData("\"<0x41>\"", "\"<0x4>\"", "lacks the token '<0x41>'")]
    [InlineData("\"lstrip\": false", "\"lstrip\": true", "lstrip is true")]
    public void Read_GemmaFileWithAnotherStep_IsRefused(string from, string to, string why)
    {
        using var folder = new TemporaryFolder();
        var json = File.ReadAllText(Path.Combine(Data, "gemma", "tokenizer.json"));
        Assert.Contains(from, json, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(folder.Path, "tokenizer.json"), json.Replace(from, to, StringComparison.Ordinal));
        Assert.Contains(why, Assert.Throws<UserException>(() => TokenizerReader.Read(folder.Path, Long)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoTokenizer_SaysWhatIsMissing()
    {
        using var folder = new TemporaryFolder();
        var exception = Assert.Throws<UserException>(() => TokenizerReader.Read(folder.Path, 77));
        Assert.Contains("tokenizer.json, or vocab.json and merges.txt", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_VocabularyWithoutMerges_NamesTheFile()
    {
        using var folder = new TemporaryFolder();
        File.Copy(Path.Combine(Data, "clip", "vocab.json"), Path.Combine(folder.Path, "vocab.json"));
        Assert.Contains("merges.txt", Assert.Throws<UserException>(() => TokenizerReader.Read(folder.Path, 77)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_UnknownModel_Refused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "tokenizer.json"), """{"model":{"type":"BPE","vocab":{"<|startoftext|>":0,"<|endoftext|>":1}}}""");
        Assert.Contains("model.type is BPE: only", Assert.Throws<UserException>(() => TokenizerReader.Read(folder.Path, 77)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_UnigramAsJson_SameIdsAsBinary()
    {
        using var folder = new TemporaryFolder();
        File.Copy(Path.Combine(Data, "siglip/tokenizer.json"), Path.Combine(folder.Path, "tokenizer.json"));
        var tokenizer = TokenizerReader.Read(folder.Path, Long);
        // The JSON file has no normalization rules. For ASCII, these change only control characters.
        foreach (var (text, ids) in Golden("siglip").Where(pair => pair.Text.All(character => character is >= ' ' and <= '~')))
            Assert.Equal(ids, tokenizer.Encode(text));
    }

    [Theory]
    [InlineData("no protocol buffer", "is not a SentencePiece model")]
    [InlineData("", "should hold a SentencePiece model of type Unigram")]
    public void Read_DamagedSentencePiece_NamesTheFile(string content, string says)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "spiece.model"), content);
        var exception = Assert.Throws<UserException>(() => TokenizerReader.Read(folder.Path, 64));
        Assert.Contains(says, exception.Message, StringComparison.Ordinal);
        Assert.Contains("spiece.model", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Encode_FamilyThatCleansHtml_EntitiesUnescapedTwice()
    {
        var family = ContrastiveFamilies.All.Single(family => family.Name == "OpenCLIP");
        var tokenizer = TokenizerReader.Read(Path.Combine(Data, "clip"), Long, family);
        Assert.Equal(tokenizer.Encode("H&E stained cells"), tokenizer.Encode("H&amp;amp;E  stained&nbsp;\ncells "));
    }

    private static IEnumerable<(string Text, int[] Ids)> Golden(string kind) =>
        from line in File.ReadLines(Path.Combine(Data, $"{kind}-golden.jsonl"))
        where line.StartsWith('{')
        let json = JsonDocument.Parse(line.TrimEnd(',')).RootElement
        select (json.GetProperty("text").GetString()!, json.GetProperty("ids").EnumerateArray().Select(id => id.GetInt32()).ToArray());
}
