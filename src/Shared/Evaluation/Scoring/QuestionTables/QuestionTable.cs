using MuBench.Scoring.Slices;

namespace MuBench.Scoring.QuestionTables;

/// <summary>The questions of a run in the order of its plan, by column, with their slices. Made by <see cref="QuestionTableBuilder"/>.</summary>
internal sealed class QuestionTable
{
    private readonly int[] _recordOfQuestion;
    private readonly ushort[] _keyOfQuestion;
    private readonly ItemRecords _records;
    private readonly string[] _keys;

    internal QuestionTable(int[] recordOfItem, ushort[] keyOfItem, ItemRecords records, string[] keys, IReadOnlyList<QuestionSlice> slices)
    {
        _recordOfQuestion = recordOfItem;
        _keyOfQuestion = keyOfItem;
        _records = records;
        _keys = keys;
        Slices = slices;
    }

    /// <summary>Number of questions of the run.</summary>
    public int Count => _recordOfQuestion.Length;

    /// <summary>Number of images, which intervals treat as independent. Adjacent rows with the same bytes are one image.</summary>
    public int Images => _records.Images.Length == 0 ? 0 : _records.Images[^1] + 1;

    /// <summary>Number of rows of the dataset.</summary>
    public int Records => _records.Rows.Length;

    /// <summary>
    /// The slices that have questions: first the pool of all closed tasks, then the tasks in the order of <see
    /// cref="MuBench.Datasets.BenchmarkTasks"/>.
    /// </summary>
    public IReadOnlyList<QuestionSlice> Slices { get; }

    /// <summary>The same questions with slices of some images only; there is still one outcome for each question.</summary>
    /// <param name="includes">Whether an image, numbered from 0 in the order of the plan, stays.</param>
    internal QuestionTable Restrict(Func<int, bool> includes) => RestrictQuestions(question => includes(ImageOf(question)));

    /// <summary>The same questions with slices of some of them only; there is still one outcome for each question.</summary>
    /// <param name="includes">Whether a question stays.</param>
    internal QuestionTable RestrictQuestions(Func<int, bool> includes) => new(
        _recordOfQuestion, _keyOfQuestion, _records, _keys,
        [.. Slices
            .Select(slice => new QuestionSlice(slice.Task, slice.Slice, Array.FindAll(slice.Questions.ToArray(), question => includes(question)), slice.IsCompared))
            .Where(slice => slice.Questions.Length > 0)]);

    /// <summary>The same questions with some of the slices.</summary>
    internal QuestionTable WithSlices(Func<QuestionSlice, bool> includes) =>
        new(_recordOfQuestion, _keyOfQuestion, _records, _keys, [.. Slices.Where(includes)]);

    /// <summary>The image of a question, numbered from 0 in the order of the plan.</summary>
    public int ImageOf(int question) => _records.Images[_recordOfQuestion[question]];

    /// <summary>The dataset's row of a question, numbered from 0 in the order of the plan.</summary>
    public int RecordOf(int question) => _recordOfQuestion[question];

    /// <summary>The row number of a question in the dataset.</summary>
    public int RowOf(int question) => _records.Rows[_recordOfQuestion[question]];

    /// <summary>The question key of a question.</summary>
    public string KeyOf(int question) => _keys[_keyOfQuestion[question]];

    /// <summary>The source dataset of a question's image.</summary>
    public string SourceOf(int question) => _records.Sources[_records.SourceNumbers[_recordOfQuestion[question]]];
}
