namespace MuBench.Scoring;

/// <summary>The questions of a run in the order of its plan, by column, with the slices they fall into. Made by <see cref="ItemTableBuilder"/>.</summary>
public sealed class ItemTable
{
    private readonly int[] _imageOfItem;
    private readonly ushort[] _keyOfItem;
    private readonly int[] _rowOfImage;
    private readonly int[] _sourceOfImage;
    private readonly string[] _keys;
    private readonly string[] _sources;

    internal ItemTable(
        int[] imageOfItem, ushort[] keyOfItem, int[] rowOfImage, int[] sourceOfImage, string[] keys, string[] sources, IReadOnlyList<ItemSlice> slices)
    {
        _imageOfItem = imageOfItem;
        _keyOfItem = keyOfItem;
        _rowOfImage = rowOfImage;
        _sourceOfImage = sourceOfImage;
        _keys = keys;
        _sources = sources;
        Slices = slices;
    }

    /// <summary>Number of items: questions of the run.</summary>
    public int Count => _imageOfItem.Length;

    /// <summary>Number of images.</summary>
    public int Images => _rowOfImage.Length;

    /// <summary>The slices that have items, the pool of all closed tasks first, then the tasks in the order of <see cref="Datasets.BenchmarkTasks"/>.</summary>
    public IReadOnlyList<ItemSlice> Slices { get; }

    /// <summary>The same items with slices of some images only; outcomes remain one for each item.</summary>
    /// <param name="includes">Whether an image, numbered from 0 in the order of the plan, stays.</param>
    internal ItemTable Restrict(Func<int, bool> includes) => new(
        _imageOfItem, _keyOfItem, _rowOfImage, _sourceOfImage, _keys, _sources,
        [.. Slices
            .Select(slice => new ItemSlice(slice.Task, slice.Slice, Array.FindAll(slice.Items.ToArray(), item => includes(_imageOfItem[item])), slice.IsCompared))
            .Where(slice => slice.Items.Length > 0)]);

    /// <summary>The same items with some of the slices.</summary>
    internal ItemTable WithSlices(Func<ItemSlice, bool> includes) =>
        new(_imageOfItem, _keyOfItem, _rowOfImage, _sourceOfImage, _keys, _sources, [.. Slices.Where(includes)]);

    /// <summary>The image of an item, numbered from 0 in the order of the plan.</summary>
    public int ImageOf(int item) => _imageOfItem[item];

    /// <summary>The dataset row of an item's image.</summary>
    public int RowOf(int item) => _rowOfImage[_imageOfItem[item]];

    /// <summary>The question key of an item.</summary>
    public string KeyOf(int item) => _keys[_keyOfItem[item]];

    /// <summary>The source dataset of an item's image.</summary>
    public string SourceOf(int item) => _sources[_sourceOfImage[_imageOfItem[item]]];
}
