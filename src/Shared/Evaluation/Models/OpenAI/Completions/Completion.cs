using MuBench.Models.Generative;

namespace MuBench.Models.OpenAI.Completions;

/// <summary>What a chat completion says beside its text.</summary>
internal sealed record Completion
{
    /// <summary>The system fingerprint; null if the server gives none.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>The service tier that served the call; null if the server gives none.</summary>
    public string? Tier { get; init; }

    /// <summary>The words of a refusal; null if the response is none.</summary>
    public string? Refusal { get; init; }

    /// <summary>The categories for which the response was filtered; null if it was not, or if the server names none.</summary>
    public string? FilterDetail { get; init; }

    /// <summary>The tokens of the text with their log-probabilities; null if the server gives none.</summary>
    public IReadOnlyList<GeneratedToken>? Tokens { get; init; }
}
