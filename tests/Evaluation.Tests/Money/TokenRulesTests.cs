using MuBench.Manifests;
using MuBench.Manifests.Prices;
using MuBench.Money;

namespace MuBench.Tests.Money;

/// <summary>Image tokens by the rules on the providers' pages. Each expected value has its source.</summary>
public sealed class TokenRulesTests
{
    // https://developers.openai.com/api/docs/guides/images-vision, "Calculating costs": the worked examples of both rules.
    [Theory]
    [InlineData("gpt-4o", 1024, 1024, 765)]
    [InlineData("gpt-4o", 2048, 4096, 1105)]
    [InlineData("gpt-4o-2024-11-20", 512, 512, 255)]
    [InlineData("gpt-4.1", 1024, 1024, 765)]
    [InlineData("gpt-4o-mini", 1024, 1024, 2833 + (4 * 5667))]
    [InlineData("gpt-5", 1024, 1024, 70 + (4 * 140))]
    [InlineData("o1", 1024, 1024, 75 + (4 * 150))]
    [InlineData("gpt-4.1-mini", 1024, 1024, 1659)] // 1024 patches x 1.62
    [InlineData("gpt-4.1-mini", 1800, 2400, 2353)] // 1452 patches x 1.62
    [InlineData("gpt-5-nano", 1024, 1024, 2520)] // 1024 x 2.46
    [InlineData("o4-mini", 1800, 2400, 2498)] // 1452 x 1.72
    [InlineData("gpt-5.4", 640, 480, 360)] // 300 patches x 1.2
    [InlineData("gpt-5.5", 1280, 720, 1104)] // 920 x 1.2
    [InlineData("gpt-5.4", 1600, 1600, 3000)] // the largest square within 2,500 patches
    public void OpenAI(string model, int width, int height, int tokens) => Assert.Equal(tokens, Of(ModelKinds.OpenAI, model, width, height));

    // The same page, "Specify image input detail level": low is a version of 512 pixels; tiles then cost their base alone.
    [Theory]
    [InlineData("gpt-4o", 2048, 4096, 85)]
    [InlineData("gpt-5", 300, 300, 70)]
    [InlineData("gpt-4.1-mini", 1024, 1024, 415)] // 256 patches x 1.62
    [InlineData("gpt-5.4", 2048, 1024, 154)] // 128 patches x 1.2
    [InlineData("gpt-5.4", 320, 320, 120)] // 100 patches x 1.2: not enlarged
    public void OpenAI_DetailLow(string model, int width, int height, int tokens) => Assert.Equal(
        tokens, TokenRules.Of(new ModelManifest { Id = "m", Kind = ModelKinds.OpenAI, Model = model, Request = new() { Detail = "low" } }).ImageTokens(width, height));

    // https://platform.claude.com/docs/en/build-with-claude/vision: patches of 28 pixels. The limits are 1568 pixels and tokens;
    // from Opus 4.7 on, 2576 pixels and 4784 tokens.
    [Theory]
    [InlineData("claude-sonnet-4-5", 1000, 1000, 36 * 36)]
    [InlineData("claude-sonnet-4-5", 200, 200, 8 * 8)]
    [InlineData("claude-sonnet-4-5", 1092, 1092, 39 * 39)]
    [InlineData("claude-opus-4-7", 1932, 1932, 69 * 69)]
    [InlineData("claude-sonnet-5-5", 1932, 1932, 69 * 69)]
    public void Anthropic_WithinTheLimits(string model, int width, int height, int tokens) => Assert.Equal(tokens, Of(ModelKinds.Anthropic, model, width, height));

    [Theory]
    [InlineData("claude-sonnet-4-5", 1568)]
    [InlineData("claude-opus-4-7", 4784)]
    public void Anthropic_BeyondThem_IsShrunkToJustWithin(string model, int most)
    {
        foreach (var (width, height) in ((int, int)[])[(3000, 2000), (8000, 8000), (2576, 2576)])
            Assert.InRange(Of(ModelKinds.Anthropic, model, width, height), most * 9 / 10, most);
        Assert.InRange(Of(ModelKinds.Anthropic, model, 8000, 100), 50, 200); // limited by the edge, not by the tokens
    }

    // https://ai.google.dev/gemini-api/docs/image-understanding: 258 tokens up to 384 pixels; 960 x 540 has a crop unit of 360
    // and 3 x 2 tiles.
    // https://ai.google.dev/gemini-api/docs/media-resolution: 1,120 tokens for an image of Gemini 3 by default.
    [Theory]
    [InlineData("gemini-2.5-flash", 384, 384, 258)]
    [InlineData("gemini-2.5-flash", 960, 540, 6 * 258)]
    [InlineData("gemini-3-pro-preview", 224, 224, 1120)]
    [InlineData("gemini-3.1-flash-lite", 4000, 3000, 1120)]
    public void Gemini(string model, int width, int height, int tokens) => Assert.Equal(tokens, Of(ModelKinds.Gemini, model, width, height));

    [Fact]
    public void ModelOfAnUnknownName_IsCountedByAGuessThatSaysSo()
    {
        var rule = TokenRules.Of(new ModelManifest { Id = "m", Kind = ModelKinds.OpenAI, Model = "gpt-4o", Endpoint = new Uri("http://127.0.0.1:8000/v1") });

        Assert.Null(rule.Source);
        Assert.Contains("guess", rule.Name, StringComparison.Ordinal);
        Assert.Equal(64, rule.ImageTokens(224, 224));
    }

    [Fact]
    public void Deployment_WithANameToGoBy_IsCountedByItsRule() => Assert.Equal(
        765,
        TokenRules.Of(new ModelManifest { Id = "m", Kind = ModelKinds.AzureOpenAI, Deployment = "vision", PricedAs = "gpt-4o" }).ImageTokens(1024, 1024));

    [Fact]
    public void AnyImage_OfAnyRule_HasTokens()
    {
        foreach (var model in PriceTable.Entries.SelectMany(entry => entry.Models.Select(name => (entry.Provider, name))))
        {
            foreach (var (width, height) in ((int, int)[])[(1, 1), (1, 10_000), (10_000, 1), (33, 31), (10_000, 10_000)])
                Assert.InRange(Of(model.Provider, model.name, width, height), 1, 100_000_000);
        }
    }

    private static long Of(string kind, string model, int width, int height) =>
        TokenRules.Of(new ModelManifest { Id = "m", Kind = kind, Model = model }).ImageTokens(width, height);
}
