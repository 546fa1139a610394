using System.Collections.Concurrent;
using System.Text.Json;
using MuBench.Notes;
using MuBench.Pipeline;
using MuBench.Printing;
using MuBench.Reports;
using MuBench.Reports.Html;
using MuBench.Reports.Html.Browser;
using MuBench.Reports.Html.Viewing;
using MuBench.Scoring.Matching;

namespace MuBench.Viewing;

/// <summary>The browser of a dataset's questions across runs and models: searches, single questions, and notes, as JSON for the page's script.</summary>
/// <param name="context">The store and the clock.</param>
/// <param name="view">The store as readers see it.</param>
/// <param name="site">The site that serves the images; null for the viewer of a machine.</param>
public sealed class QuestionBrowser(PipelineContext context, StoreView view, ViewSite? site = null)
{
    /// <summary>Maximum number of questions of one answer.</summary>
    public const int MaxCount = 100;

    // A search does not look for new runs again at once: a store may be far away.
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, (DateTimeOffset At, FinishedRuns Runs)> _runs = new(StringComparer.Ordinal);
    private readonly NoteStore _notes = new(context.Store, context.Time);

    /// <summary>Finds questions.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="query">The conditions.</param>
    /// <param name="from">Number of found questions to skip.</param>
    /// <param name="count">Maximum number of questions to give.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>
    /// A JSON object: <c>total</c> found of <c>all</c> asked, what can be chosen (<c>runs</c>, <c>tasks</c>, <c>sources</c>, <c>tags</c>), <c>leftOut</c> runs,
    /// <c>notes</c> on the given questions by id, and the questions as <c>data</c> in the form of the report's browser, without answers.
    /// </returns>
    /// <exception cref="UserException">The dataset, a run or its scores cannot be read.</exception>
    public async Task<string> FindAsync(string dataset, QuestionQuery query, int from, int count, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var (opened, models, notes) = await OpenAsync(dataset, query.Results, cancellationToken).ConfigureAwait(false);
        var questions = opened.Questions;
        var all = QuestionFilter.Find(questions, models, notes, new QuestionQuery());
        var found = query == new QuestionQuery { Results = query.Results, Protocol = query.Protocol } ? all : QuestionFilter.Find(questions, models, notes, query);
        int[] shown = [.. found.Skip(Math.Max(0, from)).Take(Math.Clamp(count, 0, MaxCount))];
        var sample = SampleOf(questions, models, [.. shown.Select(question => (question, QuestionAnswers.Brief(questions, models, question)))]);
        return PageData.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("total", found.Count);
            writer.WriteNumber("all", all.Count);
            WriteTexts(writer, "runs", models.Runs);
            WriteTexts(writer, "tasks", questions.Columns.Tasks);
            WriteTexts(writer, "sources", questions.Sources);
            WriteTexts(writer, "tags", notes.Values.SelectMany(note => note.Tags).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
            WriteTexts(writer, "leftOut", models.LeftOut);
            WriteNotes(writer, shown.Select(questions.IdOf), notes);
            writer.WritePropertyName("data");
            writer.WriteRawValue(BrowserData.Of(sample, int.MaxValue, PageImages.Served).Json, skipInputValidation: true);
            writer.WriteEndObject();
        });
    }

    /// <summary>Reads a question with every model's answer.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="results">Which results are shown, see <see cref="QuestionQuery.Results"/>.</param>
    /// <param name="id">The question's id.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>A JSON object: the question as <c>data</c> in the form of the report's browser, and its <c>notes</c> by id. Null if there is no such question.</returns>
    /// <exception cref="UserException">The dataset, a run, its scores or its responses cannot be read.</exception>
    public async Task<string?> ReadAsync(string dataset, string results, string id, CancellationToken cancellationToken = default)
    {
        var (opened, models, notes) = await OpenAsync(dataset, results, cancellationToken).ConfigureAwait(false);
        if (opened.Questions.Find(id) is not { } question) return null;
        var read = await new QuestionAnswers(context, opened).ReadAsync(models, question, cancellationToken).ConfigureAwait(false);
        var sample = SampleOf(opened.Questions, models, [(question, read)]);
        return PageData.Json(writer =>
        {
            writer.WriteStartObject();
            WriteNotes(writer, [id], notes);
            writer.WritePropertyName("data");
            writer.WriteRawValue(BrowserData.Of(sample, int.MaxValue, PageImages.Served).Json, skipInputValidation: true);
            writer.WriteEndObject();
        });
    }

    /// <summary>Changes the note of a question, unless it was changed since the writer has read it.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="id">The question's id.</param>
    /// <param name="text">The note.</param>
    /// <param name="tags">The tags.</param>
    /// <param name="version">The version that the writer has read.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The result; null if there is no such question.</returns>
    /// <exception cref="UserException">The note or a tag is too long, or the dataset or its notes cannot be read.</exception>
    public async Task<NoteChange?> WriteNoteAsync(string dataset, string id, string text, IReadOnlyList<string> tags, string version, CancellationToken cancellationToken = default)
    {
        var opened = await view.OpenAsync(dataset).ConfigureAwait(false);
        if (opened.Questions.Find(id) is not { } question) return null;
        var row = opened.Questions.Table.RowOf(question);
        var shard = opened.Questions.Info.Shards.First(shard => row >= shard.FirstRow && row < shard.FirstRow + shard.Images);
        var image = (await opened.Reader.ReadShardAsync(shard.Index, cancellationToken).ConfigureAwait(false)).First(image => image.Row == row);
        return await _notes.WriteAsync(dataset, id, image, text, tags, version, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The notes of a dataset, those on images that are no longer at their place too.</summary>
    /// <exception cref="UserException">The document is damaged.</exception>
    public Task<DatasetNotes> ReadNotesAsync(string dataset, CancellationToken cancellationToken = default) => _notes.ReadAsync(dataset, cancellationToken);

    /// <summary>A note as JSON: <c>text</c>, <c>tags</c> and <c>version</c>.</summary>
    public static string Json(QuestionNote? note) => PageData.Json(writer => Write(writer, note));

    private async Task<(ViewedDataset Dataset, ViewedModels Models, IReadOnlyDictionary<string, QuestionNote> Notes)> OpenAsync(string dataset, string results, CancellationToken cancellationToken)
    {
        var opening = view.OpenAsync(dataset);
        var runs = await RunsOfAsync(dataset, cancellationToken).ConfigureAwait(false);
        var notes = await _notes.ReadAsync(dataset, cancellationToken).ConfigureAwait(false);
        var opened = await opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        var models = await opened.Results.ReadAsync(runs, results, cancellationToken).ConfigureAwait(false);
        return (opened, models, opened.Questions.Own(notes));
    }

    private async Task<FinishedRuns> RunsOfAsync(string dataset, CancellationToken cancellationToken)
    {
        var now = context.Time.GetUtcNow();
        if (_runs.TryGetValue(dataset, out var known) && now - known.At < FreshFor) return known.Runs;
        var runs = await view.ReadFinishedAsync(dataset, cancellationToken).ConfigureAwait(false);
        _runs[dataset] = (now, runs);
        return runs;
    }

    private QuestionSample SampleOf(ViewedQuestions questions, ViewedModels models, IReadOnlyList<(int Question, BrowsedQuestion Read)> shown) => new()
    {
        Protocols = Protocols.All,
        Models = [.. models.Models.Select(model => new BrowsedModel(model.Label, model.Kind, model.IsFloor))],
        Slices = [],
        Rows =
        [
            .. shown.Select(one => new BrowsedRow
            {
                Row = questions.Table.RowOf(one.Question),
                Source = questions.Table.SourceOf(one.Question),
                Images = [.. Enumerable.Range(0, questions.Columns.PartsOf[one.Question]).Select(part => BrowsedImage.Served(site ?? ViewSite.Viewer, models.Runs[0], questions.Table.RowOf(one.Question), part))],
                Questions = [one.Read],
            }),
        ],
        AllRows = questions.Table.Records,
        AllQuestions = questions.Count,
        Seed = 0,
    };

    private static void WriteNotes(Utf8JsonWriter writer, IEnumerable<string> ids, IReadOnlyDictionary<string, QuestionNote> notes)
    {
        writer.WriteStartObject("notes");
        foreach (var id in ids)
        {
            if (!notes.TryGetValue(id, out var note)) continue;
            writer.WritePropertyName(id);
            Write(writer, note);
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, QuestionNote? note)
    {
        writer.WriteStartObject();
        writer.WriteString("text", note?.Text ?? "");
        WriteTexts(writer, "tags", note?.Tags ?? []);
        writer.WriteString("version", note?.Version ?? QuestionNote.NoVersion);
        writer.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts) writer.WriteStringValue(ShownText.Clean(text));
        writer.WriteEndArray();
    }
}
