namespace MuBench.Throttling;

/// <summary>What the headers of one response say about the endpoint's limits.</summary>
/// <param name="Requests">The limit of requests; null if nothing is said.</param>
/// <param name="Tokens">The tightest limit of tokens; null if nothing is said.</param>
internal sealed record QuotaReading(Quota? Requests, Quota? Tokens);
