namespace MuBench.Responses;

/// <summary>A response log with the position of every response's line.</summary>
internal sealed class ResponseLines(byte[] content)
{
    private readonly Dictionary<string, ResponseRecord> _records = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Number, Range Place)> _lines = new(StringComparer.Ordinal);
    private readonly List<int> _broken = [];
    private readonly DuplicateResponses _repeated = new();

    /// <summary>The whole log.</summary>
    public byte[] Content => content;

    /// <summary>The responses by key; of several lines with one key, the first.</summary>
    public IReadOnlyDictionary<string, ResponseRecord> Records => _records;

    /// <summary>Further responses to a key, in order: they were paid too.</summary>
    public IReadOnlyList<ResponseRecord> Repeated => _repeated.Found;

    /// <summary>Numbers, from 1, of lines that are not valid responses.</summary>
    public IReadOnlyList<int> Broken => _broken;

    /// <summary>Takes a line.</summary>
    public void Take(int number, Range place, ResponseRecord? record)
    {
        if (record is null)
            _broken.Add(number);
        else if (_records.TryAdd(record.Key, record))
            _lines.Add(record.Key, (number, place));
        else
            _repeated.Take(_records[record.Key], record);
    }

    /// <summary>The bytes of a response's line without its line feed; empty if there is no response.</summary>
    public ReadOnlySpan<byte> BytesOf(string key) => _lines.TryGetValue(key, out var line) ? content.AsSpan(line.Place) : [];

    /// <summary>The number of a response's line, from 1; null if there is no response.</summary>
    public int? NumberOf(string key) => _lines.TryGetValue(key, out var line) ? line.Number : null;

    /// <summary>Removes a response.</summary>
    public void Hide(string key)
    {
        _records.Remove(key);
        _lines.Remove(key);
    }
}
