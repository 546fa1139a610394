namespace MuBench.Datasets;

/// <summary>The options of a question as sentences, for contrastive models.</summary>
internal sealed record Caption
{
    /// <summary>The caption key: a question key and a template number, such as <c>modality_1</c>.</summary>
    public required string Key { get; init; }

    /// <summary>The release's id, the same as that of the question.</summary>
    public string? Id { get; init; }

    /// <summary>The template with its <c>{class}</c> place.</summary>
    public required string Template { get; init; }

    /// <summary>The filled sentences, in the order of the question's options.</summary>
    public required IReadOnlyList<string> Options { get; init; }

    /// <summary>Index of the correct sentence.</summary>
    public required int AnswerIndex { get; init; }
}
