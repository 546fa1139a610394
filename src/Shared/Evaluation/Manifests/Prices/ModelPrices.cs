using System.Globalization;

namespace MuBench.Manifests.Prices;

/// <summary>Finds what a model of a manifest costs: by the manifest's word, else by the list prices. What neither says is not known.</summary>
internal static class ModelPrices
{
    /// <summary>What a batch costs at OpenAI, Azure OpenAI and Anthropic, as a share of single calls.</summary>
    private const decimal DefaultBatchFactor = 0.5m;

    /// <summary>The price; null where it is not known, or where the model costs nothing because it runs in process.</summary>
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
    /// The name under which the providers' rules know a model; null where nobody says. A deployment's name is its owner's
    /// choice, and so is that of a model at another endpoint than the provider's own.
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
