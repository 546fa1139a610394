namespace MuBench.Manifests.Prices;

/// <summary>The list price of a model, or of several that cost the same, in US dollars per million tokens.</summary>
/// <param name="Provider">Who asks the price, as the kinds of models are called.</param>
/// <param name="Models">The models' names; a dated snapshot of one has its price, unless it has an entry of its own.</param>
/// <param name="InputPerMillion">Price of input tokens.</param>
/// <param name="OutputPerMillion">Price of output tokens, those that the model reasons with included.</param>
/// <param name="AsOf">The day for which the source gives the price.</param>
/// <param name="Source">The provider's page.</param>
/// <param name="CachedInputPerMillion">Price of input tokens that the provider had cached; null where it asks the full one, or where it is not known.</param>
/// <param name="BatchFactor">What a batch costs, as a share of that; null where the provider has none.</param>
/// <param name="Via">Where the provider's page was quoted, where it was not read itself.</param>
/// <param name="Note">What else decides the price.</param>
public sealed record PriceEntry(
    string Provider,
    IReadOnlyList<string> Models,
    decimal InputPerMillion,
    decimal OutputPerMillion,
    DateOnly AsOf,
    Uri Source,
    decimal? CachedInputPerMillion = null,
    decimal? BatchFactor = null,
    Uri? Via = null,
    string? Note = null);
