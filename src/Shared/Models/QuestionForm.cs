namespace MuBench.Models;

/// <summary>One way in which a model is asked a question.</summary>
/// <param name="Form">See <see cref="Responses.ResponseRecord.Form"/>.</param>
/// <param name="Prompt">The exact prompt; for contrastive models the option texts joined by line feeds.</param>
/// <param name="Options">The option texts that a contrastive model compares; null for generative models.</param>
/// <param name="Key">The response key of this form for the image in question.</param>
public sealed record QuestionForm(string? Form, string Prompt, IReadOnlyList<string>? Options, string Key)
{
    /// <summary>The sentences of each option whose embeddings are averaged; null where an option is one text.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? Sentences { get; init; }

    /// <summary>All texts that a contrastive model embeds for this form.</summary>
    public IEnumerable<string> Texts => Sentences?.SelectMany(sentences => sentences) ?? Options ?? [];
}
