namespace MuBench.Responses;

/// <summary>
/// A token of a response that is an option's letter or number and nothing else but punctuation and space, with the alternatives that the model
/// weighed at its place.
/// </summary>
internal sealed record LoggedToken
{
    /// <summary>Where the letter or number stands: its index in <see cref="ResponseRecord.Text"/>, in UTF-16 units.</summary>
    public required int At { get; init; }

    /// <summary>The token and its alternatives as the provider wrote them, the generated one first.</summary>
    public required IReadOnlyList<string> Tokens { get; init; }

    /// <summary>The natural logarithm of the probability of each of <see cref="Tokens"/>.</summary>
    public required IReadOnlyList<float> Logprobs { get; init; }
}
