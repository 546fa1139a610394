namespace MuBench.Throttling;

/// <summary>The limits in the headers of one response.</summary>
/// <param name="Requests">The limit of requests; null if not reported.</param>
/// <param name="Tokens">The tightest limit of tokens; null if not reported.</param>
internal sealed record QuotaReading(Quota? Requests, Quota? Tokens);
