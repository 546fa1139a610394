namespace MuBench.Scoring.Bands;

/// <summary>A question that is correct under one reader and not under another, with the option that each of them reads.</summary>
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

    /// <summary>The options in display order, A first.</summary>
    public required IReadOnlyList<string> Options { get; init; }

    /// <summary>Beginning and end of the response.</summary>
    public required string Response { get; init; }

    /// <summary>Letter of the correct option's position, A for the first, however the prompt named the options.</summary>
    public required string Gold { get; init; }

    /// <summary>Letter of the option that the official matcher reads; null for none.</summary>
    public string? Official { get; init; }

    /// <summary>Letter of the option that the strict reader reads; null for none.</summary>
    public string? Strict { get; init; }

    /// <summary>Letter of the option that the lenient reader reads; null for none.</summary>
    public string? Lenient { get; init; }
}
