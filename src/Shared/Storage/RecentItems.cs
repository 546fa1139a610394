namespace MuBench.Storage;

/// <summary>Keeps the most recently used items up to a total weight, in memory. Safe for concurrent use.</summary>
/// <typeparam name="TKey">Identifies an item.</typeparam>
/// <typeparam name="TItem">The items.</typeparam>
/// <param name="maxWeight">Maximum sum of the weights. An item that is heavier is not kept.</param>
public sealed class RecentItems<TKey, TItem>(long maxWeight)
    where TKey : IEquatable<TKey>
    where TItem : class
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _order = [];
    private long _weight;

    /// <summary>Gives an item; null if it is not kept.</summary>
    public TItem? TryGet(TKey key)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(key, out var entry))
                return null;
            _order.Remove(entry);
            _order.AddLast(entry);
            return entry.Value.Item;
        }
    }

    /// <summary>Keeps an item in place of an earlier one with the same key. The least recently used ones are dropped if there is no room.</summary>
    public void Keep(TKey key, TItem item, long weight)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(key, out var earlier))
                Remove(earlier);
            if (weight > maxWeight)
                return;
            _entries[key] = _order.AddLast(new Entry(key, item, weight));
            _weight += weight;
            while (_weight > maxWeight)
                Remove(_order.First!);
        }
    }

    /// <summary>Drops the items whose keys match.</summary>
    public void RemoveAll(Func<TKey, bool> match)
    {
        lock (_lock)
        {
            foreach (var entry in _entries.Values.Where(entry => match(entry.Value.Key)).ToList())
                Remove(entry);
        }
    }

    private void Remove(LinkedListNode<Entry> entry)
    {
        _order.Remove(entry);
        _entries.Remove(entry.Value.Key);
        _weight -= entry.Value.Weight;
    }

    private sealed record Entry(TKey Key, TItem Item, long Weight);
}
