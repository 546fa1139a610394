using MuBench.Responses;

namespace MuBench.Models;

/// <summary>One way in which a model is asked a question.</summary>
/// <param name="Name">See <see cref="MuBench.Responses.ResponseRecord.Form"/>.</param>
/// <param name="Prompt">The exact prompt; for contrastive models the option texts joined by line feeds.</param>
/// <param name="Options">The option texts that a contrastive model compares; null for generative models.</param>
/// <param name="Key">The response key of this form for the image in question.</param>
/// <param name="Repeat">Number of the repeat, from 0.</param>
public sealed record PromptVariant(string? Name, string Prompt, IReadOnlyList<string>? Options, string Key, int Repeat = 0)
{
    /// <summary>The sentences of each option whose embeddings are averaged; null where an option is one text.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? Sentences { get; init; }

    /// <summary>Whether this form is asked only where the one before it was answered with nothing, and then counts in its place.</summary>
    public bool IsAfterEmptyResponse { get; init; }

    /// <summary>Whether this form is to be asked after an answer to the one before it. What a provider withheld is no empty reply.</summary>
    public bool IsDueAfter(ResponseRecord before)
    {
        ArgumentNullException.ThrowIfNull(before);
        return IsAfterEmptyResponse && before is { Text: "", Finish: not (FinishReasons.ContentFilter or FinishReasons.Refusal) };
    }

    /// <summary>All texts that a contrastive model embeds for this form.</summary>
    public IEnumerable<string> Texts => Sentences?.SelectMany(sentences => sentences) ?? Options ?? [];
}
