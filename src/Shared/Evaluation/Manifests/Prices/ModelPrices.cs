using System.Globalization;

namespace MuBench.Manifests.Prices;

/// <summary>Finds the price of a model: the manifest's, else the list price; null if there is neither.</summary>
internal static class ModelPrices
{
    /// <summary>Price of a batch at OpenAI, Azure OpenAI and Anthropic, as a share of the price of single calls.</summary>
    private const decimal DefaultBatchFactor = 0.5m;

    /// <summary>The price; null if it is unknown, or if the model costs nothing because it runs in process.</summary>
    public static ModelPrice? Of(ModelManifest model)
    {
        var entry = EntryOf(model);
        var factor = model.IsBatch ? model.BatchPriceFactor ?? entry?.BatchFactor ?? DefaultBatchFactor : 1;
        if (model is { UsdPerMillionInputTokens: { } input, UsdPerMillionOutputTokens: { } output })
            return new ModelPrice(input, output, model.UsdPerMillionCachedInputTokens ?? input, factor, "'price' of the manifest");
        return entry is null ? null : new ModelPrice(
            entry.InputPerMillion,
            entry.OutputPerMillion,
            entry.CachedInputPerMillion ?? entry.InputPerMillion,
            factor,
            string.Create(CultureInfo.InvariantCulture, $"list price of {entry.AsOf:yyyy-MM-dd}, {entry.Source}"));
    }

    /// <summary>
    /// The name under which the provider's price and token rules know a model; null if it is unknown. The owner chooses
    /// the name of a deployment, and of a model at an endpoint other than the provider's own, so those names identify
    /// nothing.
    /// </summary>
    public static string? RuleNameOf(ModelManifest model) =>
        model.PricedAs ?? (model.Kind != ModelKinds.AzureOpenAI && IsAtItsProvider(model) ? model.Model : null);

    private static PriceEntry? EntryOf(ModelManifest model) =>
        model.PricedAs is { } other ? PriceTable.Find(other)
        : RuleNameOf(model) is { } name ? PriceTable.Find(model.Kind, name)
        : null;

    private static bool IsAtItsProvider(ModelManifest model) =>
        ModelKinds.EndpointOf(model.Kind) is { } own && (model.Endpoint ?? own).IdnHost == own.IdnHost;
}
