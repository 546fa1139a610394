using MuBench.Responses;

namespace MuBench.Models;

/// <summary>One prompt for a question.</summary>
/// <param name="Name">The name; see <see cref="MuBench.Responses.ResponseRecord.Form"/>.</param>
/// <param name="Prompt">The exact prompt; for contrastive models the option texts joined by line feeds.</param>
/// <param name="Options">The option texts that a contrastive model compares; null for generative models.</param>
/// <param name="Key">The response key of this variant for the question's image.</param>
/// <param name="Repeat">Number of the repeat, from 0.</param>
internal sealed record PromptVariant(string? Name, string Prompt, IReadOnlyList<string>? Options, string Key, int Repeat = 0)
{
    /// <summary>The sentences of each option whose embeddings are averaged; null if an option is one text.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? Sentences { get; init; }

    /// <summary>Whether this variant is asked only after an empty response to the previous one, and then counts in its place.</summary>
    public bool IsAfterEmptyResponse { get; init; }

    /// <summary>
    /// Whether this variant is to be asked after a response to the previous one. A response that the provider filtered
    /// does not count as empty.
    /// </summary>
    public bool IsDueAfter(ResponseRecord before)
    {
        ArgumentNullException.ThrowIfNull(before);
        return IsAfterEmptyResponse && before is { Text: "", Finish: not (FinishReasons.ContentFilter or FinishReasons.Refusal) };
    }

    /// <summary>All texts that a contrastive model embeds for this variant.</summary>
    public IEnumerable<string> Texts => Sentences?.SelectMany(sentences => sentences) ?? Options ?? [];
}
