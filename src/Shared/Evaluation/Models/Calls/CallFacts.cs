namespace MuBench.Models.Calls;

/// <summary>The facts that a response reports.</summary>
/// <param name="Model">The model that responded, as resolved by the endpoint.</param>
/// <param name="InputTokens">Input tokens.</param>
/// <param name="OutputTokens">Output tokens.</param>
/// <param name="Finish">The finish reason, in the endpoint's own word.</param>
internal readonly record struct CallFacts(string? Model, long? InputTokens, long? OutputTokens, string? Finish);
