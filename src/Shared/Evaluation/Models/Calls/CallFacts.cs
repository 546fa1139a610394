namespace MuBench.Models.Calls;

/// <summary>What an answer says of itself.</summary>
/// <param name="Model">The model that answered, as resolved by the endpoint.</param>
/// <param name="InputTokens">Tokens that went in.</param>
/// <param name="OutputTokens">Tokens that came out.</param>
/// <param name="Finish">Why it ended, in the endpoint's word.</param>
internal readonly record struct CallFacts(string? Model, long? InputTokens, long? OutputTokens, string? Finish);
