namespace MuBench.Datasets.Import;

/// <summary>A question or caption as it stands in its source.</summary>
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

    /// <summary>The task, if the key does not determine it.</summary>
    public string? Task { get; init; }

    /// <summary>The category in the source; null if there is none.</summary>
    public string? Category { get; init; }

    /// <summary>Place of the question in its source, if it differs from the row of the image.</summary>
    public RowOrigin? Origin { get; init; }

    /// <summary>The style; null for μ-Bench's lettered prompt.</summary>
    public string? Style { get; init; }

    /// <summary>
    /// Whether the source has the key without content. A null struct in a struct column may be written as one whose
    /// fields are all null.
    /// </summary>
    public bool IsAbsent => Text is null && Answer is null && AnswerIndex is null && Options is null or { Count: 0 };
}
