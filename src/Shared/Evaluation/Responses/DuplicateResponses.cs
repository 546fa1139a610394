namespace MuBench.Responses;

/// <summary>Finds the responses of a log whose question had one already.</summary>
/// <remarks>
/// A store may append the same lines twice if its confirmation of the first append was lost: these are one response.
/// Two different responses differ in their time.
/// </remarks>
internal sealed class DuplicateResponses
{
    private readonly List<ResponseRecord> _found = [];
    private readonly HashSet<(string Key, DateTimeOffset? At)> _seen = [];

    /// <summary>The duplicate responses, in order.</summary>
    public IReadOnlyList<ResponseRecord> Found => _found;

    /// <summary>Takes a line whose key occurred in an earlier line.</summary>
    public void Take(ResponseRecord first, ResponseRecord record)
    {
        if (record.At != first.At && _seen.Add((record.Key, record.At)))
            _found.Add(record);
    }
}
