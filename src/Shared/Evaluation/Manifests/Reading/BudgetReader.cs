using MuBench.Manifests.Prices;
using MuBench.Manifests.Reading.Fields;
using MuBench.Naming;

namespace MuBench.Manifests.Reading;

/// <summary>Reads the budget, and checks that the cost of every model's calls can be counted.</summary>
internal static class BudgetReader
{
    public static readonly NumberField MaxUsd = new("maxUsd", 0, 1_000_000) { IsRequired = true };
    public static readonly ObjectField Budget = new("budget", [MaxUsd]);

    /// <summary>Reads the budget in US dollars; null for no limit.</summary>
    public static decimal? Read(JsonObjectReader reader, IReadOnlyList<ModelManifest> models)
    {
        if (reader.Object(Budget) is not { } budget)
            return null;
        // A 'pricedAs' without a price is already a fault of its own.
        foreach (var model in models.Where(model => ModelKinds.IsGenerative(model.Kind) && model.PricedAs is null && ModelPrices.Of(model) is null))
            reader.Fault(Budget, $"{Name(model)} has a price that MuBench does not know, and a budget needs a known price; set its '{ModelFields.Price.Name}' or '{ModelFields.PricedAs.Name}' (your own server: 0)");
        return (decimal?)budget.Number(MaxUsd);
    }

    private static string Name(ModelManifest model) => $"the model {ManifestText.Quote(model.Id)}";
}
