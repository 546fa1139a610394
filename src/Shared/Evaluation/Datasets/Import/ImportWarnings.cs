namespace MuBench.Datasets.Import;

/// <summary>Counts what an import left out by kind, with the first places of each.</summary>
internal sealed class ImportWarnings
{
    private const int Examples = 3;

    private readonly SortedDictionary<string, (int Count, List<string> Places)> _kinds = new(StringComparer.Ordinal);

    /// <summary>
    /// Counts one occurrence. <paramref name="kind"/> is the beginning of a sentence, such as "question left out, no
    /// options".
    /// </summary>
    public void Add(string kind, string place)
    {
        if (!_kinds.TryGetValue(kind, out var found))
            found = (0, []);
        if (found.Places.Count < Examples)
            found.Places.Add(place);
        _kinds[kind] = (found.Count + 1, found.Places);
    }

    public IReadOnlyList<string> ToList() => [.. _kinds.Select(entry => Describe(entry.Key, entry.Value.Count, entry.Value.Places))];

    private static string Describe(string kind, int count, List<string> places)
    {
        var more = count > places.Count ? $" and {count - places.Count} more" : "";
        return $"{count} x {kind}: {string.Join("; ", places)}{more}";
    }
}
