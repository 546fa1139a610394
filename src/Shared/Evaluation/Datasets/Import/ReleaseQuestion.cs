namespace MuBench.Datasets.Import;

/// <summary>A question or caption as its source has it.</summary>
internal sealed record ReleaseQuestion
{
    public required string Key { get; init; }

    public string? Id { get; init; }

    /// <summary>The question, or a caption's template.</summary>
    public string? Text { get; init; }

    public IReadOnlyList<string?>? Options { get; init; }

    public string? Answer { get; init; }

    /// <summary>The index as written: the release has a number for questions and a string for captions.</summary>
    public string? AnswerIndex { get; init; }

    /// <summary>The task, where the key does not tell.</summary>
    public string? Task { get; init; }

    /// <summary>What its source sorts it under; null where it does not.</summary>
    public string? Category { get; init; }

    /// <summary>Where it was read, where that is another place than the row of its image.</summary>
    public RowOrigin? Origin { get; init; }

    /// <summary>The style; null for μ-Bench's lettered prompt.</summary>
    public string? Style { get; init; }

    /// <summary>
    /// Whether the source has the key without content. A null struct inside a struct column may be written as one
    /// whose fields are all null.
    /// </summary>
    public bool IsAbsent => Text is null && Answer is null && AnswerIndex is null && Options is null or { Count: 0 };
}
