namespace MuBench.Throttling;

/// <summary>What an endpoint says is left of one of its limits.</summary>
/// <param name="Remaining">What is left.</param>
/// <param name="Limit">The whole; null if it does not say.</param>
/// <param name="ResetSeconds">Seconds until the whole is there again.</param>
/// <param name="Refills">Whether it comes back bit by bit until then (OpenAI, Azure OpenAI, Anthropic), or at once at the end of a window.</param>
internal sealed record Quota(double Remaining, double? Limit, double ResetSeconds, bool Refills);
