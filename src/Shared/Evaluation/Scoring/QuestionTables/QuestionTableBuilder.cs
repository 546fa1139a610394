using MuBench.Datasets;
using MuBench.Scoring.Slices;

namespace MuBench.Scoring.QuestionTables;

/// <summary>Builds a <see cref="QuestionTable"/>, question by question in the order of the plan.</summary>
internal sealed class QuestionTableBuilder
{
    private readonly List<int> _recordOfQuestion = [];
    private readonly List<ushort> _keyOfQuestion = [];
    private readonly List<int> _categoryOfQuestion = [];
    private readonly List<int> _rowOfRecord = [];
    private readonly List<int> _imageOfRecord = [];
    private readonly List<int> _sourceOfRecord = [];
    private readonly List<ImageTraits> _traitsOfRecord = [];
    private readonly List<string?> _categories = [null];
    private readonly Dictionary<string, int> _categoryIndex = new(StringComparer.Ordinal);
    private string? _lastContent;
    private readonly List<string> _keys = [];
    private readonly List<string> _taskOfKey = [];
    private readonly Dictionary<(string Task, string Key), ushort> _keyIndex = [];
    private readonly List<string> _sources = [];
    private readonly Dictionary<string, int> _sourceIndex = new(StringComparer.Ordinal);

    /// <summary>Adds a question of an item. Items come in ascending rows, and the questions of an item are adjacent.</summary>
    public void Add(ImageRecord image, Question question)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(question);
        if (_rowOfRecord.Count == 0 || _rowOfRecord[^1] < image.Row)
            AddRecord(image);
        else if (_rowOfRecord[^1] != image.Row)
            throw new ArgumentException($"Row {image.Row} comes after row {_rowOfRecord[^1]}: rows must ascend.", nameof(image));

        _recordOfQuestion.Add(_rowOfRecord.Count - 1);
        _keyOfQuestion.Add(KeyIndex(question.TaskName, question.Key));
        _categoryOfQuestion.Add(CategoryIndex(question.Category));
    }

    /// <summary>The table of the added questions.</summary>
    public QuestionTable Build() => new(
        [.. _recordOfQuestion], [.. _keyOfQuestion], new ItemRecords([.. _rowOfRecord], [.. _imageOfRecord], [.. _sourceOfRecord], [.. _sources]), [.. _keys], Slices());

    private void AddRecord(ImageRecord image)
    {
        if (!_sourceIndex.TryGetValue(image.Source, out var source))
        {
            _sourceIndex.Add(image.Source, source = _sources.Count);
            _sources.Add(image.Source);
        }

        // Adjacent rows with the same bytes are one image with more questions than one row can hold.
        var content = image.ContentSha256;
        _imageOfRecord.Add(_imageOfRecord.Count == 0 ? 0 : content.Length > 0 && content == _lastContent ? _imageOfRecord[^1] : _imageOfRecord[^1] + 1);
        _lastContent = content;
        _rowOfRecord.Add(image.Row);
        _sourceOfRecord.Add(source);
        _traitsOfRecord.Add(SliceRules.TraitsOf(image) with { Source = _sources[source] });
    }

    private ushort KeyIndex(string task, string key)
    {
        if (!_keyIndex.TryGetValue((task, key), out var index))
        {
            if (_keys.Count > ushort.MaxValue)
                throw new UserException($"The dataset has more than {ushort.MaxValue + 1} question keys; the last is \"{key}\". Use fewer.");
            _keyIndex.Add((task, key), index = (ushort)_keys.Count);
            _keys.Add(key);
            _taskOfKey.Add(task);
        }

        return index;
    }

    private int CategoryIndex(string? category)
    {
        if (category is null)
            return 0;
        if (!_categoryIndex.TryGetValue(category, out var index))
        {
            _categoryIndex.Add(category, index = _categories.Count);
            _categories.Add(category);
        }

        return index;
    }

    private List<QuestionSlice> Slices()
    {
        var questions = Enumerable.Range(0, _recordOfQuestion.Count).ToArray();
        var byTask = questions.ToLookup(item => _taskOfKey[_keyOfQuestion[item]]);
        var slices = new List<QuestionSlice>();
        if (byTask.Count(task => BenchmarkTasks.IsClosed(task.Key)) > 1)
            slices.Add(new QuestionSlice(SliceRules.AllTasks, SliceRules.All, Array.FindAll(questions, item => BenchmarkTasks.IsClosed(_taskOfKey[_keyOfQuestion[item]]))));
        foreach (var task in byTask.OrderBy(task => BenchmarkTasks.OrderOf(task.Key)).ThenBy(task => task.Key, StringComparer.Ordinal))
            slices.AddRange(new SliceBuilder(task.Key, [.. task], item => _keys[_keyOfQuestion[item]], item => _traitsOfRecord[_recordOfQuestion[item]], item => _categories[_categoryOfQuestion[item]]).Build());
        return slices;
    }
}
