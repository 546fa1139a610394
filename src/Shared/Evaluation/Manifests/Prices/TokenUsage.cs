namespace MuBench.Manifests.Prices;

/// <summary>The tokens of one call.</summary>
/// <param name="Input">Input tokens.</param>
/// <param name="Output">Output tokens, including reasoning tokens.</param>
/// <param name="CachedInput">The part of <paramref name="Input"/> that the provider had cached.</param>
/// <param name="CacheWrite">The part of <paramref name="Input"/> that the provider wrote to its cache.</param>
internal readonly record struct TokenUsage(long Input, long Output, long CachedInput = 0, long CacheWrite = 0)
{
    /// <summary>Upper limit of a plausible count of one call: more than the context window of every model.</summary>
    public const long MaxTokens = 10_000_000;

    /// <summary>
    /// Whether a reported count is plausible for a single call: not negative and not above the limit. A missing count
    /// is plausible.
    /// </summary>
    public static bool IsPlausible(long? tokens) => tokens is null or (>= 0 and <= MaxTokens);

    /// <summary>Whether all counts of a call are plausible: a call has at least one input token.</summary>
    public static bool IsPlausible(long? input, long? output, long? cachedInput = null, long? reasoning = null) =>
        input is not 0 && IsPlausible(input) && IsPlausible(output) && IsPlausible(cachedInput) && IsPlausible(reasoning);
}
