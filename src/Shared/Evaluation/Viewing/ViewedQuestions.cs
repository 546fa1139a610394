using System.Globalization;
using MuBench.Datasets;
using MuBench.Notes;
using MuBench.Pipeline.Planning;
using MuBench.Scoring.QuestionTables;

namespace MuBench.Viewing;

/// <summary>Every question of a dataset, by column: a few dozen bytes per question, so that all of them can be searched in memory.</summary>
internal sealed class ViewedQuestions
{
    private readonly Dictionary<int, int> _firstOfRow;

    internal ViewedQuestions(DatasetInfo info, QuestionTable table, ViewedColumns columns)
    {
        (Info, Table, Columns) = (info, table, columns);
        _firstOfRow = [];
        for (var question = Count - 1; question >= 0; question--) _firstOfRow[table.RowOf(question)] = question;
    }

    /// <summary>The dataset.</summary>
    public DatasetInfo Info { get; }

    /// <summary>Rows, keys, sources and slices of the questions.</summary>
    public QuestionTable Table { get; }

    /// <summary>What else is known of each question.</summary>
    public ViewedColumns Columns { get; }

    /// <summary>Number of questions.</summary>
    public int Count => Table.Count;

    /// <summary>Reads a dataset's index. The next shards are read while one is taken in.</summary>
    public static async Task<ViewedQuestions> ReadAsync(DatasetReader reader, CancellationToken cancellationToken)
    {
        var builder = new ViewedQuestionsBuilder();
        var reading = new Queue<Task<IReadOnlyList<ImageRecord>>>();
        var (next, ahead) = (0, 2 * Environment.ProcessorCount);
        while (next < reader.Info.Shards.Count || reading.Count > 0)
        {
            for (; next < reader.Info.Shards.Count && reading.Count < ahead; next++)
            {
                var shard = next;
                reading.Enqueue(Task.Run(() => reader.ReadShardAsync(shard, cancellationToken), cancellationToken));
            }

            foreach (var image in await reading.Dequeue().ConfigureAwait(false)) builder.Add(image);
        }

        return builder.Build(reader.Info);
    }

    /// <summary>The id of a question in addresses and notes: <c>ROW.KEY</c>, with <c>.2</c> and so on for a key that its row has again.</summary>
    public string IdOf(int question) => QuestionIds.Of(Table.RowOf(question), Table.KeyOf(question), Columns.Occurrence[question]);

    /// <summary>The question of an id; null if there is none.</summary>
    public int? Find(string id)
    {
        if (!int.TryParse(id.AsSpan(0, Math.Max(0, id.IndexOf('.', StringComparison.Ordinal))), NumberStyles.None, CultureInfo.InvariantCulture, out var row)) return null;
        foreach (var question in OfRow(row))
        {
            if (IdOf(question) == id) return question;
        }

        return null;
    }

    /// <summary>The source datasets, in ordinal order.</summary>
    public IReadOnlyList<string> Sources => field ??= [.. Enumerable.Range(0, Count).Select(Table.SourceOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The notes on questions whose images are still those that the notes are about, by question.</summary>
    public IReadOnlyDictionary<string, QuestionNote> Own(DatasetNotes notes) => notes.Notes
        .Where(note => Find(note.Question) is { } question && note.ImageSha256.StartsWith(Columns.ImageOf[question].ToString("x16", CultureInfo.InvariantCulture), StringComparison.Ordinal))
        .ToDictionary(note => note.Question, StringComparer.Ordinal);

    /// <summary>The questions of a row of the dataset.</summary>
    public IEnumerable<int> OfRow(int row)
    {
        if (!_firstOfRow.TryGetValue(row, out var question)) yield break;
        for (; question < Count && Table.RowOf(question) == row; question++) yield return question;
    }

    /// <summary>The task of a question.</summary>
    public string TaskOf(int question) => Columns.Tasks[Columns.TaskOf[question]];

    /// <summary>The questions of a run, in the order of its plan.</summary>
    public int[] PlacesOf(RunPlan plan)
    {
        var tasks = new TaskSelection(plan.Manifest.Benchmark.Tasks);
        var known = new Dictionary<(string Source, string Key, int Task, string? Class), bool>();
        var places = new List<int>(plan.Questions);
        foreach (var shard in plan.Shards)
        {
            var info = Info.Shards[shard.Index];
            foreach (var row in shard.Rows ?? Enumerable.Range(info.FirstRow, info.Images))
            {
                foreach (var question in OfRow(row))
                {
                    var kind = (Table.SourceOf(question), Table.KeyOf(question), (int)Columns.TaskOf[question], Columns.ClassOf(question));
                    if (!known.TryGetValue(kind, out var isAsked)) known.Add(kind, isAsked = tasks.Includes(kind.Item1, TaskOf(question), kind.Item2, kind.Item4));
                    if (isAsked) places.Add(question);
                }
            }
        }

        return [.. places];
    }
}
