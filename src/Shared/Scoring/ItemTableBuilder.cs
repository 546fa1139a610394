using MuBench.Datasets;

namespace MuBench.Scoring;

/// <summary>Builds an <see cref="ItemTable"/>, question by question in the order of the plan.</summary>
public sealed class ItemTableBuilder
{
    private readonly List<int> _imageOfItem = [];
    private readonly List<byte> _keyOfItem = [];
    private readonly List<int> _rowOfImage = [];
    private readonly List<int> _sourceOfImage = [];
    private readonly List<SpecialSlices> _specialOfImage = [];
    private readonly List<string> _keys = [];
    private readonly List<string> _taskOfKey = [];
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
        _specialOfImage.Add(SliceRules.SpecialOf(image));
    }

    private byte KeyIndex(string task, string key)
    {
        var index = _keys.IndexOf(key);
        while (index >= 0 && _taskOfKey[index] != task)
            index = _keys.IndexOf(key, index + 1);
        if (index < 0)
        {
            if (_keys.Count > byte.MaxValue)
                throw new UserException($"The dataset has more than {byte.MaxValue + 1} question keys; the last is \"{key}\". Use fewer.");
            index = _keys.Count;
            _keys.Add(key);
            _taskOfKey.Add(task);
        }

        return (byte)index;
    }

    private List<ItemSlice> Slices()
    {
        var items = Enumerable.Range(0, _imageOfItem.Count).ToArray();
        var byTask = items.ToLookup(item => _taskOfKey[_keyOfItem[item]]);
        var slices = new List<ItemSlice>();
        if (byTask.Count(task => BenchmarkTasks.IsClosed(task.Key)) > 1)
            slices.Add(new ItemSlice(SliceRules.AllTasks, SliceRules.All, Array.FindAll(items, item => BenchmarkTasks.IsClosed(_taskOfKey[_keyOfItem[item]]))));
        foreach (var task in byTask.OrderBy(task => BenchmarkTasks.OrderOf(task.Key)).ThenBy(task => task.Key, StringComparer.Ordinal))
            AddSlices(task.Key, [.. task], slices);
        return slices;
    }

    private void AddSlices(string task, int[] items, List<ItemSlice> slices)
    {
        slices.Add(new ItemSlice(task, SliceRules.All, items));
        if (task == BenchmarkTasks.Coarse || (!BenchmarkTasks.All.Contains(task) && _taskOfKey.Count(of => of == task) > 1))
            AddGroups(item => _keys[_keyOfItem[item]], SliceRules.KeyOrder);
        AddGroups(item => SliceRules.OfSource(_sources[_sourceOfImage[_imageOfItem[item]]]), _ => 0);
        AddSpecial(SpecialSlices.Pathology, SliceRules.Pathology);
        AddSpecial(SpecialSlices.HAndE, SliceRules.HAndE);

        void AddGroups(Func<int, string> name, Func<string, int> order)
        {
            foreach (var group in items.GroupBy(name).OrderBy(group => order(group.Key)).ThenBy(group => group.Key, StringComparer.Ordinal))
                slices.Add(new ItemSlice(task, group.Key, [.. group]));
        }

        void AddSpecial(SpecialSlices slice, string name)
        {
            var members = Array.FindAll(items, item => _specialOfImage[_imageOfItem[item]].HasFlag(slice));
            if (members.Length > 0)
                slices.Add(new ItemSlice(task, name, members));
        }
    }
}
