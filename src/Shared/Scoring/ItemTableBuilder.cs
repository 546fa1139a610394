using MuBench.Datasets;

namespace MuBench.Scoring;

/// <summary>Builds an <see cref="ItemTable"/>, question by question in the order of the plan.</summary>
public sealed class ItemTableBuilder
{
    private readonly List<int> _imageOfItem = [];
    private readonly List<ushort> _keyOfItem = [];
    private readonly List<int> _rowOfImage = [];
    private readonly List<int> _sourceOfImage = [];
    private readonly List<ImageTraits> _traitsOfImage = [];
    private readonly List<string> _keys = [];
    private readonly List<string> _taskOfKey = [];
    private readonly Dictionary<(string Task, string Key), ushort> _keyIndex = [];
    private readonly List<string> _sources = [];
    private readonly Dictionary<string, int> _sourceIndex = new(StringComparer.Ordinal);

    /// <summary>Adds a question of an image. Images come in ascending rows, an image's questions one after another.</summary>
    public void Add(ImageRecord image, Question question)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(question);
        if (_rowOfImage.Count == 0 || _rowOfImage[^1] < image.Row)
            AddImage(image);
        else if (_rowOfImage[^1] != image.Row)
            throw new ArgumentException($"Row {image.Row} comes after row {_rowOfImage[^1]}: rows must ascend.", nameof(image));

        _imageOfItem.Add(_rowOfImage.Count - 1);
        _keyOfItem.Add(KeyIndex(question.TaskName, question.Key));
    }

    /// <summary>The table of what was added.</summary>
    public ItemTable Build() => new(
        [.. _imageOfItem], [.. _keyOfItem], [.. _rowOfImage], [.. _sourceOfImage], [.. _keys], [.. _sources], Slices());

    private void AddImage(ImageRecord image)
    {
        if (!_sourceIndex.TryGetValue(image.Source, out var source))
        {
            _sourceIndex.Add(image.Source, source = _sources.Count);
            _sources.Add(image.Source);
        }

        _rowOfImage.Add(image.Row);
        _sourceOfImage.Add(source);
        _traitsOfImage.Add(SliceRules.TraitsOf(image) with { Source = _sources[source] });
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

    private List<ItemSlice> Slices()
    {
        var items = Enumerable.Range(0, _imageOfItem.Count).ToArray();
        var byTask = items.ToLookup(item => _taskOfKey[_keyOfItem[item]]);
        var slices = new List<ItemSlice>();
        if (byTask.Count(task => BenchmarkTasks.IsClosed(task.Key)) > 1)
            slices.Add(new ItemSlice(SliceRules.AllTasks, SliceRules.All, Array.FindAll(items, item => BenchmarkTasks.IsClosed(_taskOfKey[_keyOfItem[item]]))));
        foreach (var task in byTask.OrderBy(task => BenchmarkTasks.OrderOf(task.Key)).ThenBy(task => task.Key, StringComparer.Ordinal))
            slices.AddRange(new SliceBuilder(task.Key, [.. task], item => _keys[_keyOfItem[item]], item => _traitsOfImage[_imageOfItem[item]]).Build());
        return slices;
    }
}
