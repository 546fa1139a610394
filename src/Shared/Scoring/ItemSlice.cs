namespace MuBench.Scoring;

/// <summary>A slice of a task: the items that a score is over.</summary>
public sealed class ItemSlice
{
    private readonly int[] _items;

    internal ItemSlice(string task, string slice, int[] items)
    {
        Task = task;
        Slice = slice;
        _items = items;
    }

    /// <inheritdoc cref="SliceScore.Task"/>
    public string Task { get; }

    /// <inheritdoc cref="SliceScore.Slice"/>
    public string Slice { get; }

    /// <summary>Indices into the <see cref="ItemTable"/>, ascending.</summary>
    public ReadOnlySpan<int> Items => _items;
}
