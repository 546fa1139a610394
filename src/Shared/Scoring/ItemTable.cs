namespace MuBench.Scoring;

/// <summary>The questions of a run in the order of its plan, by column, with the slices they fall into. Made by <see cref="ItemTableBuilder"/>.</summary>
public sealed class ItemTable
{
    private readonly int[] _recordOfItem;
    private readonly ushort[] _keyOfItem;
    private readonly ItemRecords _records;
    private readonly string[] _keys;

    internal ItemTable(int[] recordOfItem, ushort[] keyOfItem, ItemRecords records, string[] keys, IReadOnlyList<ItemSlice> slices)
    {
        _recordOfItem = recordOfItem;
        _keyOfItem = keyOfItem;
        _records = records;
        _keys = keys;
        Slices = slices;
    }

    /// <summary>Number of items: questions of the run.</summary>
    public int Count => _recordOfItem.Length;

    /// <summary>Number of images: what intervals take for independent. Rows that follow one another with the same bytes are one.</summary>
    public int Images => _records.Images.Length == 0 ? 0 : _records.Images[^1] + 1;

    /// <summary>Number of rows of the dataset.</summary>
    public int Records => _records.Rows.Length;

    /// <summary>The slices that have items, the pool of all closed tasks first, then the tasks in the order of <see cref="Datasets.BenchmarkTasks"/>.</summary>
    public IReadOnlyList<ItemSlice> Slices { get; }

    /// <summary>The same items with slices of some images only; outcomes remain one for each item.</summary>
    /// <param name="includes">Whether an image, numbered from 0 in the order of the plan, stays.</param>
    internal ItemTable Restrict(Func<int, bool> includes) => new(
        _recordOfItem, _keyOfItem, _records, _keys,
        [.. Slices
            .Select(slice => new ItemSlice(slice.Task, slice.Slice, Array.FindAll(slice.Items.ToArray(), item => includes(ImageOf(item))), slice.IsCompared))
            .Where(slice => slice.Items.Length > 0)]);

    /// <summary>The same items with some of the slices.</summary>
    internal ItemTable WithSlices(Func<ItemSlice, bool> includes) =>
        new(_recordOfItem, _keyOfItem, _records, _keys, [.. Slices.Where(includes)]);

    /// <summary>The image of an item, numbered from 0 in the order of the plan.</summary>
    public int ImageOf(int item) => _records.Images[_recordOfItem[item]];

    /// <summary>The dataset's row of an item, numbered from 0 in the order of the plan.</summary>
    public int RecordOf(int item) => _recordOfItem[item];

    /// <summary>The number of an item's row in the dataset.</summary>
    public int RowOf(int item) => _records.Rows[_recordOfItem[item]];

    /// <summary>The question key of an item.</summary>
    public string KeyOf(int item) => _keys[_keyOfItem[item]];

    /// <summary>The source dataset of an item's image.</summary>
    public string SourceOf(int item) => _records.Sources[_records.SourceNumbers[_recordOfItem[item]]];
}
