namespace MuBench.Statistics;

/// <summary>Draws from a few weighted values in constant time, exactly, with integers (Walker 1977; the table as in Vose 1991).</summary>
internal sealed class AliasTable
{
    private readonly int[] _alias;
    private readonly long[] _threshold;
    private readonly long _total;

    public AliasTable(IReadOnlyList<int> weights)
    {
        var n = weights.Count;
        _total = weights.Sum(weight => (long)weight);
        _alias = new int[n];
        // Scaled so that the mean weight is the total. Each cell then holds exactly that weight, of one or two values.
        _threshold = [.. weights.Select(weight => (long)weight * n)];
        var small = new Stack<int>(Enumerable.Range(0, n).Where(index => _threshold[index] < _total));
        var large = new Stack<int>(Enumerable.Range(0, n).Where(index => _threshold[index] >= _total));
        while (small.Count > 0)
        {
            var (less, more) = (small.Pop(), large.Pop());
            _alias[less] = more;
            _threshold[more] -= _total - _threshold[less];
            (_threshold[more] < _total ? small : large).Push(more);
        }
    }

    public int Draw(Xoshiro256 random)
    {
        // The high half of the bits picks the cell, the low half the side; both by multiplication (Lemire), with a bias below 2^-20.
        var bits = random.NextULong();
        var cell = (int)(((bits >> 32) * (ulong)_alias.Length) >> 32);
        var side = (long)(((bits & uint.MaxValue) * (ulong)_total) >> 32);
        return side < _threshold[cell] ? cell : _alias[cell];
    }
}
