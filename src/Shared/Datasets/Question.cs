namespace MuBench.Datasets;

/// <summary>A closed question about an image.</summary>
public sealed record Question
{
    /// <summary>The question key: one of <see cref="QuestionKeys"/>, or a user's own.</summary>
    public required string Key { get; init; }

    /// <summary>The release's id of the question.</summary>
    public string? Id { get; init; }

    /// <summary>The question as asked.</summary>
    public required string Text { get; init; }

    /// <summary>The options in stored order; the last is usually "none of the above".</summary>
    public required IReadOnlyList<string> Options { get; init; }

    /// <summary>Index of the correct option.</summary>
    public required int AnswerIndex { get; init; }

    /// <summary>The group in which answers of this question are counted for the majority floor.</summary>
    public string AnswerGroup(string source) => Key == QuestionKeys.Classification ? $"{Key}:{source}" : Key;
}
