namespace MuBench.Manifests.Prices;

/// <summary>The list price of one or several models, in US dollars per million tokens.</summary>
/// <param name="Provider">The provider, by the name of its model kind.</param>
/// <param name="Models">The models' names. A dated snapshot has the price of its model, unless it has an entry of its own.</param>
/// <param name="InputPerMillion">Price of input tokens.</param>
/// <param name="OutputPerMillion">Price of output tokens, including reasoning tokens.</param>
/// <param name="AsOf">The date for which the source gives the price.</param>
/// <param name="Source">The provider's page.</param>
/// <param name="CachedInputPerMillion">
/// Price of cached input tokens; null if the provider charges the full price or the price is unknown.
/// </param>
/// <param name="BatchFactor">Price of a batch as a share of these prices; null if the provider offers no batches.</param>
/// <param name="CacheWritePerMillion">
/// Price of input tokens that are written to the cache for five minutes; null if the provider charges no more for them.
/// </param>
/// <param name="Tiers">Prices of the service tiers other than the standard one; null if none is known.</param>
/// <param name="TiersAsOf">The date of those prices.</param>
/// <param name="TiersVia">The place where those prices were quoted.</param>
/// <param name="Via">The place where the provider's page was quoted, if the page itself was not read.</param>
/// <param name="Note">Other conditions of the price.</param>
internal sealed record PriceEntry(
    string Provider,
    IReadOnlyList<string> Models,
    decimal InputPerMillion,
    decimal OutputPerMillion,
    DateOnly AsOf,
    Uri Source,
    decimal? CachedInputPerMillion = null,
    decimal? BatchFactor = null,
    decimal? CacheWritePerMillion = null,
    IReadOnlyDictionary<string, TierPrice>? Tiers = null,
    DateOnly? TiersAsOf = null,
    Uri? TiersVia = null,
    Uri? Via = null,
    string? Note = null);
