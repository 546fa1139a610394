namespace MuBench.Manifests.Prices;

/// <summary>The list price of a service tier, in US dollars per million tokens.</summary>
/// <param name="InputPerMillion">Price of input tokens.</param>
/// <param name="OutputPerMillion">Price of output tokens, including reasoning tokens.</param>
/// <param name="CachedInputPerMillion">Price of cached input tokens; null if the provider charges the full price or the price is unknown.</param>
internal sealed record TierPrice(decimal InputPerMillion, decimal OutputPerMillion, decimal? CachedInputPerMillion = null);
