namespace MuBench.Scoring.Bands;

/// <summary>A question that is right under one reader and not under another, with what each of them took the reply for.</summary>
public sealed record Disagreement
{
    /// <summary>Row of the image in the dataset.</summary>
    public required int Row { get; init; }

    /// <summary>The source dataset of the image.</summary>
    public required string Source { get; init; }

    /// <summary>Question key, such as <c>modality</c>.</summary>
    public required string Question { get; init; }

    /// <summary>The release's id of the question; null if it has none.</summary>
    public string? QuestionId { get; init; }

    /// <summary>The options as they were shown, A first.</summary>
    public required IReadOnlyList<string> Options { get; init; }

    /// <summary>Beginning and end of the reply.</summary>
    public required string Response { get; init; }

    /// <summary>Letter of the correct option's place, A for the first, whatever the options were called.</summary>
    public required string Gold { get; init; }

    /// <summary>Letter of the option that the official matcher takes the reply for; null for none.</summary>
    public string? Official { get; init; }

    /// <summary>Letter that the strict reader takes; null for none.</summary>
    public string? Strict { get; init; }

    /// <summary>Letter that the lenient reader takes; null for none.</summary>
    public string? Lenient { get; init; }
}
