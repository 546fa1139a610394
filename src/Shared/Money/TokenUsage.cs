namespace MuBench.Money;

/// <summary>The tokens of one call.</summary>
/// <param name="Input">Input tokens.</param>
/// <param name="Output">Output tokens, those that the model reasoned with included.</param>
/// <param name="CachedInput">Input tokens that the provider had cached, part of <paramref name="Input"/>.</param>
internal readonly record struct TokenUsage(long Input, long Output, long CachedInput = 0);
