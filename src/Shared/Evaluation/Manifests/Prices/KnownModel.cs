namespace MuBench.Manifests.Prices;

/// <summary>A model whose list price is known. Prices are in US dollars per million tokens.</summary>
/// <param name="Kind">The model kind of its provider.</param>
/// <param name="Name">The model's name at the provider.</param>
/// <param name="Input">Price of input tokens.</param>
/// <param name="CachedInput">Price of cached input tokens; null if the provider charges the full price or it is unknown.</param>
/// <param name="Output">Price of output tokens, including reasoning tokens.</param>
/// <param name="BatchFactor">Price of a batch as a share of these prices; null if the provider offers no batches.</param>
/// <param name="OutputTokens">The output limit that applies if a manifest sets none.</param>
/// <param name="Reasons">Whether the model reasons before it answers, unless it is asked not to.</param>
/// <param name="AsOf">The date of the prices.</param>
/// <param name="Source">The page with the prices.</param>
public sealed record KnownModel(
    string Kind, string Name, decimal Input, decimal? CachedInput, decimal Output, decimal? BatchFactor, int OutputTokens, bool Reasons, DateOnly AsOf, Uri Source);
