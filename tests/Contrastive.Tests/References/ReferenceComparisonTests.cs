using System.Text.Json.Nodes;
using MuBench.Contrastive;
using MuBench.Contrastive.References;
using MuBench.TestUtils;
using MuBench.TestUtils.Contrastive;

namespace MuBench.Tests.Contrastive.References;

/// <summary>Compares with the values that the export's own code wrote from PyTorch (data/make_reference.py).</summary>
public sealed class ReferenceComparisonTests
{
    private static readonly string Json = File.ReadAllText(RepositoryFiles.Path("tests/Contrastive.Tests/data/clip/reference-values.json"));

    [Theory]
    [InlineData("separate")]
    [InlineData("combined")]
    public void Run_SameModel_EveryValueAgrees(string layout)
    {
        using var folder = new TinyModel(layout);
        var rows = Compare(folder);
        Assert.All(rows, row => Assert.True(row.Agrees, row.ToString()));
        Assert.Equal(["embedding", "logit scale", "tokens"], rows.Select(row => row.Compared).Distinct().Order(StringComparer.Ordinal));
        Assert.All(rows.Where(row => row.Compared == "embedding"), row => Assert.True(row.Difference < 1e-5 && row.Cosine > 0.99999, row.ToString()));
    }

    [Theory]
    [InlineData("\"resample\": 3", "\"resample\": 2")]
    [InlineData("\"shortest_edge\": 36", "\"shortest_edge\": 33")]
    [InlineData("0.48145466", "0.40821073")]
    public void Run_OtherPreprocessing_PicturesDifferAndTextsDoNot(string from, string to)
    {
        using var folder = new TinyModel("separate");
        var path = Path.Combine(folder.Path, "preprocessor_config.json");
        var text = File.ReadAllText(path);
        Assert.Contains(from, text, StringComparison.Ordinal);
        folder.Write("preprocessor_config.json", text.Replace(from, to, StringComparison.Ordinal));
        var rows = Compare(folder);
        Assert.All(rows.Where(row => row.Input.StartsWith("text", StringComparison.Ordinal)), row => Assert.True(row.Agrees, row.ToString()));
        Assert.Contains(rows, row => row.Input.StartsWith("picture", StringComparison.Ordinal) && !row.Agrees);
    }

    [Fact]
    public void Run_OtherTokenizerScaleAndSize_SaysWhatDiffers()
    {
        using var folder = new TinyModel("separate");
        var values = JsonNode.Parse(Json)!;
        values["texts"]![0]!["tokens"]![1] = 5;
        values["texts"]![1]!["tokens"]!.AsArray().RemoveAt(1);
        values["texts"]![2]!["embedding"] = new JsonArray(1f);
        values["logitScale"] = 100;
        folder.Write("reference.json", values.ToJsonString());
        var faults = Compare(folder, keep: true).Where(row => !row.Agrees).Select(row => row.Fault!).ToList();
        Assert.Equal(4, faults.Count);
        Assert.EndsWith("expected 5", faults[0], StringComparison.Ordinal);
        Assert.StartsWith("token 2 is ", faults[0], StringComparison.Ordinal);
        Assert.Equal("12 numbers, expected 1", faults[2]);
        Assert.Equal("is 14.2849, expected 100: state it in config.json", faults[3]);
    }

    [Fact]
    public void Encode_Pattern_FollowsTheRule()
    {
        using var picture = MuBench.Imaging.ImageDecoder.DecodeRgb(ReferencePicture.Encode(1, 20, 33));
        Assert.Equal((20, 33), (picture.Width, picture.Height));
        // Column 17, row 5: ramps 255 * 17 / 19 and 255 * 5 / 32, and a white square of the chessboard; from channel 1 on.
        Assert.Equal([39, 255, 228], picture.Pixels.Slice((5 * 20 + 17) * 3, 3).ToArray());
    }

    [Theory]
    [InlineData("formatVersion", "2", "formatVersion is 2")]
    [InlineData("tolerance", "{\"fp8\": 0.1}", "tolerance.fp8 is not a precision")]
    [InlineData("tolerance", "{\"fp32\": 0}", "tolerance.fp32 is 0")]
    [InlineData("images", "[]", "at least one entry each")]
    [InlineData("images", "[{\"pattern\": 3, \"width\": 9, \"height\": 9, \"embedding\": [1]}]", "images[0].pattern is 3")]
    [InlineData("images", "[{\"pattern\": 0, \"width\": 1, \"height\": 9, \"embedding\": [1]}]", "images[0] is 1 x 9")]
    [InlineData("texts", "[{\"text\": \"a\", \"embedding\": [1, 1]}]", "texts[0].embedding has the length 1.4142")]
    [InlineData("texts", "[{\"embedding\": [1]}]", "does not hold reference values")]
    public void TryRead_WrongMember_IsNamed(string member, string value, string why)
    {
        using var folder = new TinyModel("separate");
        var values = JsonNode.Parse(Json)!;
        values[member] = JsonNode.Parse(value);
        folder.Write("reference.json", values.ToJsonString());
        var fault = Assert.Throws<UserException>(() => ReferenceReader.TryRead(folder.Path));
        Assert.Contains(why, fault.Message, StringComparison.Ordinal);
        Assert.Contains("reference.json", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TryRead_NoFile_IsNull()
    {
        using var folder = new TinyModel("separate");
        Assert.Null(ReferenceReader.TryRead(folder.Path));
    }

    private static IReadOnlyList<ComparedInput> Compare(TinyModel folder, bool keep = false)
    {
        if (!keep)
            folder.Write("reference.json", Json);
        using var model = ContrastiveModel.Load(folder.Path, new ContrastiveOptions());
        var values = ReferenceReader.TryRead(folder.Path)!;
        return ReferenceComparison.Run(model, values, ReferenceReader.ToleranceOf(values, ModelPrecisions.Fp32));
    }
}
