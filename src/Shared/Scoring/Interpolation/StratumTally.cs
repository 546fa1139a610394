using MuBench.Scoring.Statistics;

namespace MuBench.Scoring.Interpolation;

/// <summary>The images of one stratum by what they contribute to each task: pairs of (sum, questions).</summary>
internal sealed class StratumTally
{
    private readonly OrderedDictionary<string, (long[] Values, int Images)> _types = new(StringComparer.Ordinal);
    private (long[] Values, int Images)[]? _ordered;
    private BinomialSampler[] _binomials = [];
    private int _images;

    /// <summary>Images with a question of a task.</summary>
    public int ImagesOf(int task) => _types.Values.Where(type => type.Values[2 * task + 1] > 0).Sum(type => type.Images);

    /// <summary>Adds an image; one without questions is no image of the sample.</summary>
    public void Add(ReadOnlySpan<long> values)
    {
        var key = string.Join(',', values.ToArray());
        _types[key] = (values.ToArray(), _types.TryGetValue(key, out var same) ? same.Images + 1 : 1);
        _images++;
        _ordered = null;
    }

    /// <summary>Adds what all images contribute to totals.</summary>
    public void AddTo(Span<long> totals)
    {
        foreach (var (values, images) in _types.Values)
            for (var index = 0; index < values.Length; index++)
                totals[index] += values[index] * images;
    }

    /// <summary>Draws as many images as there are, with replacement, and adds what they contribute: a chain of binomials over the types.</summary>
    public void Draw(Xoshiro256 random, Span<long> totals)
    {
        var types = _ordered ?? Order();
        var left = _images;
        for (var type = 0; type < types.Length && left > 0; type++)
        {
            var drawn = type == types.Length - 1 ? left : _binomials[type].Draw(random, left);
            for (var index = 0; drawn > 0 && index < types[type].Values.Length; index++)
                totals[index] += types[type].Values[index] * drawn;
            left -= drawn;
        }
    }

    // Most frequent first leaves the least to draw for the rest; the full order makes the draws repeatable.
    private (long[] Values, int Images)[] Order()
    {
        _ordered = [.. _types.OrderByDescending(type => type.Value.Images).ThenBy(type => type.Key, StringComparer.Ordinal).Select(type => type.Value)];
        var left = _images;
        _binomials = new BinomialSampler[_ordered.Length];
        for (var type = 0; type < _ordered.Length; left -= _ordered[type++].Images)
            _binomials[type] = new BinomialSampler((double)_ordered[type].Images / left);
        return _ordered;
    }
}
