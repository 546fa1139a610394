namespace MuBench.Scoring.Interpolation;

/// <summary>The images of one stratum by what they contribute to each task: triples of (sum, questions, squares).</summary>
internal sealed class StratumTally
{
    private readonly OrderedDictionary<string, (long[] Values, int Images)> _types = new(StringComparer.Ordinal);

    /// <summary>The kinds of images, each with what an image contributes and how many there are.</summary>
    public IEnumerable<(long[] Values, int Images)> Types => _types.Values;

    /// <summary>Adds an image; one without questions is no image of the sample.</summary>
    public void Add(ReadOnlySpan<long> values)
    {
        var key = string.Join(',', values.ToArray());
        _types[key] = (values.ToArray(), _types.TryGetValue(key, out var same) ? same.Images + 1 : 1);
    }

    /// <summary>Adds what all images contribute to totals.</summary>
    public void AddTo(Span<long> totals)
    {
        foreach (var (values, images) in _types.Values)
            for (var index = 0; index < values.Length; index++)
                totals[index] += values[index] * images;
    }
}
