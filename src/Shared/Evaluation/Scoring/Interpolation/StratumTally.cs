namespace MuBench.Scoring.Interpolation;

/// <summary>The images of one stratum by their contributions to each task: triples of (sum, questions, squares).</summary>
internal sealed class StratumTally
{
    private readonly OrderedDictionary<string, (long[] Values, int Images)> _types = new(StringComparer.Ordinal);

    /// <summary>The types of images, each with the contributions of an image and the number of images.</summary>
    public IEnumerable<(long[] Values, int Images)> Types => _types.Values;

    /// <summary>Adds an image. An image without questions does not belong to the sample.</summary>
    public void Add(ReadOnlySpan<long> values)
    {
        var key = string.Join(',', values.ToArray());
        _types[key] = (values.ToArray(), _types.TryGetValue(key, out var same) ? same.Images + 1 : 1);
    }

    /// <summary>Adds the contributions of all images to totals.</summary>
    public void AddTo(Span<long> totals)
    {
        foreach (var (values, images) in _types.Values)
            for (var index = 0; index < values.Length; index++)
                totals[index] += values[index] * images;
    }
}
