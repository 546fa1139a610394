using System.Text.Json;
using MuBench.Datasets;
using MuBench.Printing;
using MuBench.Storage;

namespace MuBench.Notes;

/// <summary>
/// Keeps the notes of a dataset, one document per dataset. Several writers in any processes may change notes: a change of one question never undoes that of
/// another, and a question is changed only by a writer who has read its present note.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="time">The clock.</param>
public sealed class NoteStore(IArtifactStore store, TimeProvider time)
{
    /// <summary>Maximum number of characters of a note.</summary>
    public const int MaxText = 10_000;

    /// <summary>Maximum number of tags of a question.</summary>
    public const int MaxTags = 20;

    /// <summary>Maximum number of characters of a tag.</summary>
    public const int MaxTag = 40;

    // Each failed attempt means that another writer has succeeded.
    private const int MaxAttempts = 50;

    private (string Tag, DatasetNotes Notes) _last = ("", new DatasetNotes { Dataset = "", Notes = [] });

    /// <summary>Reads the notes of a dataset; none if there are none.</summary>
    /// <exception cref="UserException">The document is damaged.</exception>
    public async Task<DatasetNotes> ReadAsync(string dataset, CancellationToken cancellationToken = default) => (await ReadVersionAsync(dataset, cancellationToken).ConfigureAwait(false)).Notes;

    /// <summary>Changes the note and tags of a question.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="question">The question's id.</param>
    /// <param name="image">Its item.</param>
    /// <param name="text">The note; empty for none.</param>
    /// <param name="tags">The tags.</param>
    /// <param name="version">The version that the writer has read, see <see cref="QuestionNote.Version"/>.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="UserException">The note or a tag is too long, or the document is damaged.</exception>
    internal async Task<NoteChange> WriteAsync(
        string dataset, string question, ImageRecord image, string text, IReadOnlyList<string> tags, string version, CancellationToken cancellationToken)
    {
        var (noted, tagged) = (Checked(text), Checked(tags));
        var path = StoreLayout.Notes(dataset);
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var (tag, notes) = await ReadVersionAsync(dataset, cancellationToken).ConfigureAwait(false);
            var known = notes.Notes.FirstOrDefault(note => note.Question == question && note.ImageSha256 == image.ContentSha256);
            if ((known?.Version ?? QuestionNote.NoVersion) != version) return new NoteChange(false, known);
            if ((known?.Text ?? "") == noted && (known?.Tags ?? []).SequenceEqual(tagged, StringComparer.Ordinal)) return new NoteChange(true, known);
            var changed = noted.Length == 0 && tagged.Count == 0
                ? null
                : new QuestionNote { Question = question, ImageSha256 = image.ContentSha256, Text = noted, Tags = tagged, ChangedAt = time.GetUtcNow() };
            var next = notes with { Notes = [.. notes.Notes.Where(note => note.Question != question).Concat(changed is null ? [] : [changed]).OrderBy(note => note.Question, StringComparer.Ordinal)] };
            if (await store.TryReplaceAsync(path, JsonSerializer.SerializeToUtf8Bytes(next, NotesJsonContext.Default.DatasetNotes), tag, cancellationToken).ConfigureAwait(false) is not null)
                return new NoteChange(true, changed);
        }

        throw new UserException($"The notes of '{dataset}' are changed by others all the time: this change was not made in {MaxAttempts} attempts. Try again.");
    }

    private async Task<(string? Tag, DatasetNotes Notes)> ReadVersionAsync(string dataset, CancellationToken cancellationToken)
    {
        var path = StoreLayout.Notes(dataset);
        if (await store.TryReadVersionAsync(path, cancellationToken).ConfigureAwait(false) is not { } stored) return (null, new DatasetNotes { Dataset = dataset, Notes = [] });
        var last = _last;
        if (last.Tag == stored.Tag && last.Notes.Dataset == dataset) return last;
        var notes = Parse(stored.Content, path);
        if (notes.FormatVersion != DatasetNotes.CurrentFormatVersion) throw JsonDocuments.WrongVersion(path, notes.FormatVersion, DatasetNotes.CurrentFormatVersion);
        if (notes.Notes.DistinctBy(note => note.Question).Count() != notes.Notes.Count) throw new UserException($"'{path}' in the store has two notes on one question. Take one of them out.");
        return _last = (stored.Tag, notes);
    }

    // Not the usual message for a damaged document: what a reader wrote cannot be made again.
    private static DatasetNotes Parse(byte[] json, StorePath path)
    {
        try
        {
            return JsonSerializer.Deserialize(json, NotesJsonContext.Default.DatasetNotes) ?? throw new JsonException("The document is null.");
        }
        catch (JsonException fault)
        {
            throw new UserException($"'{path}' in the store is damaged: {fault.Message} Repair it, or move it elsewhere to begin without notes.", fault);
        }
    }

    private static string Checked(string text)
    {
        text = text.ReplaceLineEndings("\n").Trim();
        return text.Length <= MaxText ? text : throw new UserException($"The note has {text.Length:N0} characters; at most {MaxText:N0} are kept. Shorten it.");
    }

    private static List<string> Checked(IReadOnlyList<string> tags)
    {
        List<string> kept = [.. tags.Select(tag => tag.Trim()).Where(tag => tag.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (kept.Count > MaxTags) throw new UserException($"The question has {kept.Count} tags; at most {MaxTags} are kept. Take some away.");
        return kept.Find(tag => tag.Length > MaxTag || tag.Contains(',', StringComparison.Ordinal) || ShownText.Clean(tag) != tag) is { } bad
            ? throw new UserException($"The tag \"{bad}\" is not one: a tag has at most {MaxTag} characters, no comma, no line break and no character that is not shown. Shorten or split it.")
            : kept;
    }
}
