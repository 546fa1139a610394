using MuBench.Imaging;
using MuBench.Manifests;
using MuBench.Manifests.Prices;
using MuBench.Money;
using MuBench.Tests.Models;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Money;

/// <summary>Service tiers and cached tokens: what is asked for, what is paid, and what is said when another tier answers.</summary>
public sealed class ServiceTierTests
{
    private const string Prices = """, "pricedAs": "gpt-5" """;

    private static readonly ModelManifest Gpt5 = new() { Id = "m", Kind = ModelKinds.OpenAI, Model = "gpt-5" };

    private static string Model(LoopbackChatServer server, string more) =>
        $$"""{ "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "loop", "apiKey": "secret:loop-key" {{more}} }""";

    [Theory]
    [InlineData(null, 1.25, 0.125, 10)]
    [InlineData("standard", 1.25, 0.125, 10)]
    [InlineData("flex", 0.625, 0.0625, 5)]
    [InlineData("priority", 2.5, 0.25, 20)]
    public void Of_Tier_IsItsListPrice(string? tier, double input, double cached, double output)
    {
        var price = ModelPrices.Of(Gpt5 with { ServiceTier = tier })!;

        Assert.Equal(((decimal)input, (decimal)cached, (decimal)output), (price.Input, price.CachedInput, price.Output));
        Assert.Equal(tier is "flex" or "priority", price.ToString().Contains($"in the tier '{tier}'", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_TierThatIsNotListed_IsUnknownAndNotTheStandardPrice()
    {
        Assert.Null(ModelPrices.Of(Gpt5 with { Model = "o1", ServiceTier = "flex" }));
        Assert.Null(ModelPrices.Of(Gpt5 with { UsdPerMillionInputTokens = 7, UsdPerMillionOutputTokens = 8, ServiceTier = "flex" }, ServiceTiers.Standard));
    }

    [Fact]
    public void Table_Tiers_AreCheaperOrDearerThanTheStandardOneAndHaveASource() => Assert.All(
        PriceTable.Entries.Where(entry => entry.Tiers is not null),
        entry =>
        {
            Assert.True(entry is { TiersAsOf: not null, TiersVia.Scheme: "https" });
            Assert.All(entry.Tiers!, tier => Assert.True(tier.Key switch
            {
                ServiceTiers.Flex => tier.Value.InputPerMillion < entry.InputPerMillion && tier.Value.OutputPerMillion < entry.OutputPerMillion,
                ServiceTiers.Priority => tier.Value.InputPerMillion > entry.InputPerMillion && tier.Value.OutputPerMillion > entry.OutputPerMillion,
                _ => false,
            }));
        });

    [Fact]
    public void CostOf_CacheWrites_HaveTheirOwnPrice()
    {
        var claude = new ModelManifest { Id = "m", Kind = ModelKinds.Anthropic, Model = "claude-haiku-4-5" };

        Assert.Equal(1.25m, ModelPrices.Of(claude)!.CostOf(new TokenUsage(1_000_000, 0, 0, 1_000_000)));
        Assert.Equal(0.1m + 0.625m, ModelPrices.Of(claude)!.CostOf(new TokenUsage(1_500_000, 0, 1_000_000, 500_000)));
        Assert.Equal(3m, ModelPrices.Of(claude with { UsdPerMillionInputTokens = 1, UsdPerMillionOutputTokens = 1, UsdPerMillionCacheWriteTokens = 3 })!.CostOf(new TokenUsage(1_000_000, 0, 0, 1_000_000)));
        Assert.Equal(1m, ModelPrices.Of(claude with { UsdPerMillionInputTokens = 1, UsdPerMillionOutputTokens = 1 })!.CostOf(new TokenUsage(1_000_000, 0, 0, 1_000_000)));
    }

    /// <summary>A call for the cheaper tier may be served by the standard one, and a budget must hold all the same.</summary>
    [Fact]
    public void BoundOf_CheaperTier_IsTheStandardPrice()
    {
        var image = new SentImage("x", 512, 512, "png", 1);

        Assert.Equal(new CallCost(Gpt5).BoundOf("prompt", [image]), new CallCost(Gpt5 with { ServiceTier = "flex" }).BoundOf("prompt", [image]));
        Assert.True(new CallCost(Gpt5).BoundOf("prompt", [image])!.Value.Usd < new CallCost(Gpt5 with { ServiceTier = "priority" }).BoundOf("prompt", [image])!.Value.Usd);
    }

    // 1,000 input tokens of which 400 are cached, 100 output tokens.
    [Theory]
    [InlineData("", null, 0.00180)] // nothing is asked for and nothing said: the standard price
    [InlineData("", "default", 0.00180)]
    [InlineData("", "priority", 0.00360)] // the project's setting decides, and the price is that of the tier served
    [InlineData(""", "serviceTier": "flex" """, "flex", 0.00090)]
    [InlineData(""", "serviceTier": "flex" """, "default", 0.00180)]
    [InlineData(""", "serviceTier": "flex" """, null, 0.00090)]
    [InlineData(""", "serviceTier": "priority" """, "priority", 0.00360)]
    [InlineData(""", "serviceTier": "priority" """, "default", 0.00180)]
    [InlineData("", "scale", null)] // a tier without a list price: unknown, not the standard price
    [InlineData("", "on_demand", 0.00180)] // another server's word
    public async Task Answer_OfATier_CostsThePriceOfTheTierThatServedIt(string asked, string? served, double? usd)
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackTiers.Text(served));

        var record = await ProviderRun.OneAsync(Model(server, Prices + asked));

        Assert.Equal((decimal?)usd, record.Usd);
        Assert.Equal(served, record.ServiceTier);
        Assert.Equal(asked.Length == 0 ? null : asked.Split('"')[3], (string?)Assert.Single(server.Calls).Json["service_tier"]);
    }

    [Fact]
    public async Task Gemini_Tier_IsInTheBodyAndReadFromTheHeader()
    {
        await using var server = await LoopbackGemini.StartAsync(_ => LoopbackGemini.Text("A") with { Headers = new Dictionary<string, string> { ["x-gemini-service-tier"] = "standard" } });

        var record = await ProviderRun.OneAsync(
            $$"""{ "id": "m", "kind": "gemini", "endpoint": "{{server.Address}}v1beta", "model": "gemini-3-flash", "apiKey": "secret:loop-key", "pricedAs": "gemini-3-flash", "serviceTier": "priority" }""");

        Assert.Equal("priority", (string?)Assert.Single(server.Calls).Json["service_tier"]);
        Assert.Equal("standard", record.ServiceTier);
        Assert.True(record.Usd > 0);
    }

    [Fact]
    public async Task Anthropic_CacheWritesAndReads_AreInTheLogAndInTheCost()
    {
        await using var server = await LoopbackAnthropic.StartAsync(_ => LoopbackAnthropic.Text("A") is var reply
            ? reply with { Body = reply.Body.Replace("\"cache_creation_input_tokens\":0", "\"cache_creation_input_tokens\":2000", StringComparison.Ordinal) } : null!);

        var record = await ProviderRun.OneAsync(
            $$"""{ "id": "m", "kind": "anthropic", "endpoint": "{{server.Address}}", "model": "claude-loop", "apiKey": "secret:loop-key", "pricedAs": "claude-haiku-4-5" }""");

        Assert.Equal((3000L, 100L, 2000L, "standard"), (record.InputTokens, record.CachedInputTokens, record.CacheWriteTokens, record.ServiceTier));
        Assert.Equal(((900 * 1m) + (100 * 0.1m) + (2000 * 1.25m) + (42 * 5m)) / 1_000_000, record.Usd);
    }

    [Theory]
    [InlineData("""{ "id": "m", "kind": "openai", "model": "gpt-5", "apiKey": "secret:k", "serviceTier": "flex", "delivery": "batch" }""", "is for single calls")]
    [InlineData("""{ "id": "m", "kind": "openai", "model": "o1", "apiKey": "secret:k", "serviceTier": "flex" }""", "knows no price of this model in the tier 'flex'")]
    [InlineData("""{ "id": "m", "kind": "openai", "endpoint": "http://localhost:1/v1", "model": "x", "serviceTier": "flex" }""", "give them as 'price'")]
    [InlineData("""{ "id": "m", "kind": "openai", "model": "gpt-5", "apiKey": "secret:k", "serviceTier": "cheap" }""", "'standard', 'flex' or 'priority'")]
    public void Read_TierWithoutAPriceOrWithABatch_IsAFault(string model, string fault)
    {
        var faults = Manifests.ManifestSample.Read($$"""{ "name": "a", "benchmark": { "dataset": "d" }, "models": [ {{model}} ] }""").Faults;

        Assert.Contains(fault, Assert.Single(faults).ToString(), StringComparison.Ordinal);
    }
}
