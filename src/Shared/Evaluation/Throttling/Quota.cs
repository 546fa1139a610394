namespace MuBench.Throttling;

/// <summary>The remaining amount of one of an endpoint's limits.</summary>
/// <param name="Remaining">The remaining amount.</param>
/// <param name="Limit">The whole limit; null if not reported.</param>
/// <param name="ResetSeconds">Seconds until the whole limit is available again.</param>
/// <param name="Refills">
/// Whether it refills continuously until then (OpenAI, Azure OpenAI, Anthropic), or at once at the end of a window.
/// </param>
internal sealed record Quota(double Remaining, double? Limit, double ResetSeconds, bool Refills);
