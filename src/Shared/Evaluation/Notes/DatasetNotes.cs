namespace MuBench.Notes;

/// <summary>The notes and tags on the questions of a dataset: <c>notes/DATASET.json</c>.</summary>
public sealed record DatasetNotes
{
    /// <summary>The version of this document's format that this code writes.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>Version of this document's format.</summary>
    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>Name of the dataset in the store.</summary>
    public required string Dataset { get; init; }

    /// <summary>The notes, in ordinal order of question; a question without note and tags is left out.</summary>
    public required IReadOnlyList<QuestionNote> Notes { get; init; }

    /// <summary>The notes by question.</summary>
    public IReadOnlyDictionary<string, QuestionNote> ByQuestion() => Notes.ToDictionary(note => note.Question, StringComparer.Ordinal);
}
