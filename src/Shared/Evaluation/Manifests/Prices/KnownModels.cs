using MuBench.Manifests.Reading;

namespace MuBench.Manifests.Prices;

/// <summary>Lists the models whose list price is known.</summary>
public static class KnownModels
{
    /// <summary>All of them, in the order of the price list.</summary>
    public static IReadOnlyList<KnownModel> All { get; } =
        [.. PriceTable.Entries.SelectMany(entry => entry.Models.Select(name => Of(entry, name)))];

    private static KnownModel Of(PriceEntry entry, string name)
    {
        var reasoning = ReasoningModels.OutputTokens(new ModelManifest { Id = name, Kind = entry.Provider, Model = name });
        return new KnownModel(
            entry.Provider, name, entry.InputPerMillion, entry.CachedInputPerMillion, entry.OutputPerMillion, entry.BatchFactor,
            reasoning ?? GenerationManifest.DefaultMaxOutputTokens, reasoning is not null, entry.AsOf, entry.Source);
    }
}
