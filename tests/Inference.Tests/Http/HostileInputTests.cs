using System.Diagnostics;
using System.Net;
using MuBench.TestUtils.Datasets;

namespace MuBench.Tests.Http;

/// <summary>Hostile requests are refused with a message, and leave no memory or work behind.</summary>
public sealed class HostileInputTests
{
    [Theory]
    [InlineData("""{ "model": "clip-base", "input": "\ud800" }""")]
    [InlineData("""{ "model": "clip-base", "input": ["a", "x\udc00y"] }""")]
    [InlineData("""{ "model": "\ud800", "input": "a" }""")]
    [InlineData("""{ "model": "clip-base", "modality": "image", "input": "data:image/png;base64,\ud800" }""")]
    [InlineData("""{ "model": "clip-base", "input": "a", "\udbff": 1 }""")]
    [InlineData("""{ "model": "clip-base", "input": "a", "user": { "deep": ["\ud83dx"] } }""")]
    public async Task Body_HalfASurrogatePair_Is400(string json)
    {
        await using var server = await RunningServer.StartAsync();

        var error = await server.RefuseAsync(HttpStatusCode.BadRequest, json);

        Assert.Equal("invalid_json", (string?)error["code"]);
        Assert.Contains("surrogate pair", (string?)error["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_WholePairsAndOtherEscapes_AreText()
    {
        await using var server = await RunningServer.StartAsync();

        await server.EmbedAsync("""{ "model": "clip-base", "input": ["\ud83d\udd2c", "a\u0000\n\\ud800"] }""");
    }

    [Theory]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { 0xC0, 0xAF })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0xE2, 0x82 })]
    public async Task Body_BytesThatAreNotUtf8_Is400(byte[] bytes)
    {
        await using var server = await RunningServer.StartAsync();
        using var content = new ByteArrayContent([.. "{ \"model\": \"clip-base\", \"input\": \""u8, .. bytes, .. "\" }"u8]);

        using var response = await server.Http.PostAsync(new Uri("/v1/embeddings", UriKind.Relative), content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("UTF-8", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 100_000_000, "65,535 pixels to a side")]
    [InlineData(100_000_000, 1, "65,535 pixels to a side")]
    [InlineData(1, 65_535, "too narrow")]
    public async Task Image_NeedleThin_Is400BeforeItIsDecoded(int width, int height, string reason)
    {
        await using var server = await RunningServer.StartAsync();
        var body = BodyOf(BlankPng.Encode(width, height));
        var started = Stopwatch.GetTimestamp();

        var error = await server.RefuseAsync(HttpStatusCode.BadRequest, body);

        Assert.Equal("invalid_image", (string?)error["code"]);
        Assert.Contains(reason, (string?)error["message"], StringComparison.Ordinal);
        // Decoding it would take 15 s.
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 10);
    }

    private static string BodyOf(byte[] image) => $$"""{ "model": "clip-base", "modality": "image", "input": "data:image/png;base64,{{Convert.ToBase64String(image)}}" }""";
}
