using System.Globalization;

namespace MuBench.Manifests.Prices;

/// <summary>Finds the price of a model: the manifest's, else the list price; null if there is neither.</summary>
internal static class ModelPrices
{
    /// <summary>Price of a batch at OpenAI, Azure OpenAI, Anthropic and Google, as a share of the price of single calls.</summary>
    private const decimal DefaultBatchFactor = 0.5m;

    /// <summary>The price in the service tier that is asked for; null if it is unknown, or if the model costs nothing because it runs in process.</summary>
    public static ModelPrice? Of(ModelManifest model) => Of(model, ServiceTiers.AskedBy(model));

    /// <summary>The price in a service tier; null if it is unknown. The manifest's price is that of the tier that is asked for.</summary>
    public static ModelPrice? Of(ModelManifest model, string tier)
    {
        var entry = EntryOf(model);
        var factor = model.IsBatch ? model.BatchPriceFactor ?? entry?.BatchFactor ?? DefaultBatchFactor : 1;
        if (model is { UsdPerMillionInputTokens: { } input, UsdPerMillionOutputTokens: { } output })
        {
            return tier != ServiceTiers.AskedBy(model) ? null : new ModelPrice(input, output, model.UsdPerMillionCachedInputTokens ?? input, factor, "'price' of the manifest")
            {
                CacheWrite = model.UsdPerMillionCacheWriteTokens,
                Tier = tier,
            };
        }

        return entry is null ? null : tier == ServiceTiers.Standard ? Of(entry, factor) : entry.Tiers?.GetValueOrDefault(tier) is { } listed ? Of(entry, listed, tier, factor) : null;
    }

    /// <summary>
    /// The name under which the provider's price and token rules know a model; null if it is unknown. The owner chooses
    /// the name of a deployment, and of a model at an endpoint other than the provider's own, so those names identify
    /// nothing.
    /// </summary>
    public static string? RuleNameOf(ModelManifest model) =>
        model.PricedAs ?? (model.Kind != ModelKinds.AzureOpenAI && IsAtItsProvider(model) ? model.Model : null);

    private static ModelPrice Of(PriceEntry entry, decimal factor) => new(
        entry.InputPerMillion, entry.OutputPerMillion, entry.CachedInputPerMillion ?? entry.InputPerMillion, factor, OriginOf(entry.AsOf, entry.Source))
    {
        CacheWrite = entry.CacheWritePerMillion,
    };

    private static ModelPrice Of(PriceEntry entry, TierPrice listed, string tier, decimal factor) => new(
        listed.InputPerMillion, listed.OutputPerMillion, listed.CachedInputPerMillion ?? listed.InputPerMillion, factor, OriginOf(entry.TiersAsOf ?? entry.AsOf, entry.TiersVia ?? entry.Source))
    {
        Tier = tier,
    };

    private static string OriginOf(DateOnly asOf, Uri source) => string.Create(CultureInfo.InvariantCulture, $"list price of {asOf:yyyy-MM-dd}, {source}");

    private static PriceEntry? EntryOf(ModelManifest model) =>
        model.PricedAs is { } other ? PriceTable.Find(other)
        : RuleNameOf(model) is { } name ? PriceTable.Find(model.Kind, name)
        : null;

    private static bool IsAtItsProvider(ModelManifest model) =>
        model.Platform is null && ModelKinds.EndpointOf(model.Kind) is { } own && (model.Endpoint ?? own).IdnHost == own.IdnHost;
}
