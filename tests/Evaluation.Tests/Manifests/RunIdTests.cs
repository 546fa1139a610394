using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using MuBench.Manifests;

namespace MuBench.Tests.Manifests;

public sealed class RunIdTests
{
    /// <summary>If this id changes, users' runs get other ids and cannot be continued.</summary>
    [Fact]
    public void Of_Sample_IsPinned() => Assert.Equal("generalists-2026-11-b8ae2892", Of(ManifestSample.Full));

    [Fact]
    public void Of_OtherLayoutOfTheSameContent_IsTheSame()
    {
        var reordered = new JsonObject(JsonNode.Parse(ManifestSample.Full)!.AsObject().Reverse().Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone())));

        Assert.Equal(Of(ManifestSample.Full), Of(reordered.ToJsonString()));
        Assert.Equal(Of(ManifestSample.Full), Of("// a comment\n" + ManifestSample.Full.Replace("\n", "\r\n", StringComparison.Ordinal)));
        Assert.Equal(Of(ManifestSample.Full), Of(ManifestSample.Full.Replace("0.05", "5e-2", StringComparison.Ordinal)));
        Assert.Equal(Of(ManifestSample.Full), Of(ManifestSample.Full.Replace("500", "500.0", StringComparison.Ordinal)));
        Assert.Equal(Of(ManifestSample.Full), Of(ManifestSample.Full.Replace("second try", "second\\u0020try", StringComparison.Ordinal)));
        Assert.Equal(Of(ManifestSample.Full), Of("\uFEFF" + ManifestSample.Full));
        Assert.Equal(Of(ManifestSample.Full), Of(ManifestSample.With("$schema", null)));
    }

    [Theory]
    [InlineData("nonce", "\"third try\"")]
    [InlineData("benchmark.seed", "8")]
    [InlineData("generation.seed", "9007199254740993")]
    [InlineData("models[1].maxConcurrency", "16")]
    public void Of_OtherContent_IsAnother(string path, string json) => Assert.NotEqual(Of(ManifestSample.Full), Of(ManifestSample.With(path, json)));

    [Fact]
    public void Of_WholeNumbersBeyondDoubles_AreToldApart() =>
        Assert.NotEqual(Of(ManifestSample.With("generation.seed", "9007199254740993")), Of(ManifestSample.With("generation.seed", "9007199254740992")));

    [Fact]
    public void Of_OrderOfLists_Counts() =>
        Assert.NotEqual(Of("""{ "a": [1, 2] }"""), Of("""{ "a": [2, 1] }"""));

    [Fact]
    public void Of_NoJson_HasAnIdToo() => Gen.Byte.Array[0, 50].Sample(bytes =>
        Assert.Matches("^upload-[0-9a-f]{8}$", RunId.Of("upload", bytes)));

    [Fact]
    public void ManifestSha256_Bytes_CountAsTheyAre() =>
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", RunId.ManifestSha256([]));

    private static string Of(string json) => RunId.Of("generalists-2026-11", Encoding.UTF8.GetBytes(json));
}
