namespace MuBench.Manifests.Prices;

/// <summary>The tokens of one call.</summary>
/// <param name="Input">Input tokens.</param>
/// <param name="Output">Output tokens, those that the model reasoned with included.</param>
/// <param name="CachedInput">Input tokens that the provider had cached, part of <paramref name="Input"/>.</param>
internal readonly record struct TokenUsage(long Input, long Output, long CachedInput = 0)
{
    /// <summary>Tokens that no count of one call can exceed: above the context window of every model.</summary>
    public const long MaxTokens = 10_000_000;

    /// <summary>Whether a reported count can be one of a single call: neither negative nor absurdly large. A count that is not given is no fault.</summary>
    public static bool IsPlausible(long? tokens) => tokens is null or (>= 0 and <= MaxTokens);

    /// <summary>Whether all counts of a call can be such: a call has at least one input token.</summary>
    public static bool IsPlausible(long? input, long? output, long? cachedInput = null, long? reasoning = null) =>
        input is not 0 && IsPlausible(input) && IsPlausible(output) && IsPlausible(cachedInput) && IsPlausible(reasoning);
}
