namespace MuBench.Models.Generative;

/// <summary>A token of a response.</summary>
/// <param name="Text">The token as the provider writes it.</param>
/// <param name="Logprob">The natural logarithm of its probability.</param>
/// <param name="Top">The most probable tokens at its place with their log-probabilities; they may or may not include the token itself.</param>
internal sealed record GeneratedToken(string Text, float Logprob, IReadOnlyList<(string Text, float Logprob)> Top);
