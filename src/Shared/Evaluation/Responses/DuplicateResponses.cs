namespace MuBench.Responses;

/// <summary>Finds the answers of a log whose question had one already.</summary>
/// <remarks>
/// A store may append the same lines twice, where the answer to the first request was lost: those are one answer. Two answers
/// differ in when they came.
/// </remarks>
internal sealed class DuplicateResponses
{
    private readonly List<ResponseRecord> _found = [];
    private readonly HashSet<(string Key, DateTimeOffset? At)> _seen = [];

    /// <summary>They, in order.</summary>
    public IReadOnlyList<ResponseRecord> Found => _found;

    /// <summary>Takes a line whose key an earlier one has.</summary>
    public void Take(ResponseRecord first, ResponseRecord record)
    {
        if (record.At != first.At && _seen.Add((record.Key, record.At)))
            _found.Add(record);
    }
}
