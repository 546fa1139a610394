using MuBench.Imaging;
using MuBench.Manifests;
using MuBench.Manifests.Prices;
using MuBench.Money;

namespace MuBench.Tests.Money;

/// <summary>Prices: their sources, their use, and that an unknown price is not zero.</summary>
public sealed class PriceTests
{
    private static readonly ModelManifest Gpt = new() { Id = "m", Kind = ModelKinds.OpenAI, Model = "gpt-4o" };

    [Fact]
    public void Table_Entries_HaveDayAndSourceAndNamesOfTheirOwn()
    {
        Assert.NotEmpty(PriceTable.Entries);
        Assert.All(PriceTable.Entries, entry =>
        {
            Assert.Contains(entry.Provider, (string[])[ModelKinds.OpenAI, ModelKinds.Anthropic, ModelKinds.Gemini]);
            Assert.Equal("https", entry.Source.Scheme);
            Assert.InRange(entry.AsOf, new DateOnly(2025, 1, 1), new DateOnly(2030, 1, 1));
            Assert.True(entry.InputPerMillion > 0 && entry.OutputPerMillion >= entry.InputPerMillion);
            Assert.True(entry.CachedInputPerMillion is null || entry.CachedInputPerMillion < entry.InputPerMillion);
            Assert.Equal(0.5m, entry.BatchFactor);
        });
        var names = PriceTable.Entries.SelectMany(entry => entry.Models).ToList();
        Assert.Equal(names.Distinct(StringComparer.OrdinalIgnoreCase).Count(), names.Count);
    }

    [Theory]
    [InlineData("openai", "gpt-4o", 2.5)]
    [InlineData("openai", "gpt-4o-2024-11-20", 2.5)]
    [InlineData("openai", "gpt-4o-2024-05-13", 5)]
    [InlineData("anthropic", "claude-haiku-4-5-20251001", 1)]
    [InlineData("gemini", "models/gemini-3-pro-preview", 2)]
    [InlineData("gemini", "gemini-2.5-flash-preview-09-2025", 0.3)]
    public void Find_NameOrSnapshot_HasItsPrice(string provider, string model, double input) =>
        Assert.Equal((decimal)input, PriceTable.Find(provider, model)!.InputPerMillion);

    [Theory]
    [InlineData("openai", "gpt-4o-audio-preview")]
    [InlineData("openai", "gpt-5-pro")]
    [InlineData("openai", "ft:gpt-4o-2024-08-06:lab::abc")]
    [InlineData("anthropic", "gpt-4o")]
    [InlineData("gemini", "gemini-3-pro-image-preview")]
    public void Find_AnotherModel_IsUnknown(string provider, string model) => Assert.Null(PriceTable.Find(provider, model));

    [Fact]
    public void Of_ModelAtAnotherEndpointOrUnderADeploymentsName_IsUnknownUnlessTheManifestSays()
    {
        Assert.NotNull(ModelPrices.Of(Gpt));
        Assert.Null(ModelPrices.Of(Gpt with { Endpoint = new Uri("https://gateway.internal/v1") }));
        Assert.Null(ModelPrices.Of(new ModelManifest { Id = "m", Kind = ModelKinds.AzureOpenAI, Deployment = "gpt-4o" }));
        Assert.Equal(2.5m, ModelPrices.Of(new ModelManifest { Id = "m", Kind = ModelKinds.AzureOpenAI, Deployment = "x", PricedAs = "gpt-4o" })!.Input);
        Assert.Equal(7m, ModelPrices.Of(Gpt with { UsdPerMillionInputTokens = 7, UsdPerMillionOutputTokens = 8 })!.Input);
    }

    [Fact]
    public void CostOf_CachedTokensAndBatches_AreDiscounted()
    {
        Assert.Equal(2.5m, ModelPrices.Of(Gpt)!.CostOf(new TokenUsage(1_000_000, 0)));
        Assert.Equal(12.5m, ModelPrices.Of(Gpt)!.CostOf(new TokenUsage(1_000_000, 1_000_000)));
        Assert.Equal(1.25m, ModelPrices.Of(Gpt)!.CostOf(new TokenUsage(1_000_000, 0, 1_000_000)));
        Assert.Equal(1.25m, ModelPrices.Of(Gpt with { Delivery = Deliveries.Batch })!.CostOf(new TokenUsage(1_000_000, 0)));
        Assert.Equal(1m, ModelPrices.Of(Gpt with { Delivery = Deliveries.Batch, BatchPriceFactor = 0.4m })!.CostOf(new TokenUsage(1_000_000, 0)));
    }

    [Fact]
    public void BoundOf_ACallThatCostMore_IsRaisedByThatShare()
    {
        var cost = new CallCost(Gpt);
        var before = cost.BoundOf("prompt", [new SentImage("x", 512, 512, "png", 1)])!.Value;

        cost.Learn(before, before.Usd * 1.5m);
        cost.Learn(before, before.Usd * 0.5m);

        Assert.Equal(new CallBound(before.Usd * 1.5m, before.UnscaledUsd), cost.BoundOf("prompt", [new SentImage("x", 512, 512, "png", 1)]));
    }

    [Fact]
    public void BoundOf_UnknownPrice_IsUnknown() => Assert.Null(new CallCost(Gpt with { Model = "gpt-9000" }).BoundOf("prompt", []));

    [Fact]
    public void Manifest_NameThatHasNoListPrice_IsAFault()
    {
        var fault = MuBench.Tests.Manifests.ManifestSample.FaultWith("models[1].pricedAs", "\"gpt-4oo\"");

        Assert.Equal("$.models[1].pricedAs", fault.Path);
        Assert.Contains("'gpt-4o'", fault.Message, StringComparison.Ordinal);
    }
}
