namespace MuBench.Notes;

/// <summary>The result of a change of a note.</summary>
/// <param name="IsMade">Whether it was made; false if another writer has changed the note since this one read it.</param>
/// <param name="Note">The note as it now is; null if the question has none.</param>
public sealed record NoteChange(bool IsMade, QuestionNote? Note)
{
    /// <summary>The version of the note as it now is.</summary>
    public string Version => Note?.Version ?? QuestionNote.NoVersion;
}
