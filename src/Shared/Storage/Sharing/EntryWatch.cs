using MuBench.Storage.Leases;

namespace MuBench.Storage.Sharing;

/// <summary>
/// Finds the entries of a shared document that their processes no longer renew, as seen by one process.
/// </summary>
/// <remarks>
/// Clocks of two machines are never compared, as for a <see cref="StoreLease"/>: an entry has expired once it was seen
/// unchanged for its whole duration, by this process's clock and from the first reading. Its owner counts the same
/// duration from before it wrote the entry, so the owner's time ends first.
/// </remarks>
/// <param name="time">The clock.</param>
public sealed class EntryWatch(TimeProvider time)
{
    private readonly Dictionary<string, Seen> _seen = new(StringComparer.Ordinal);

    /// <summary>Whether an entry has expired, or belongs to a process of this machine that has ended.</summary>
    /// <param name="id">The name of the entry.</param>
    /// <param name="entry">The entry.</param>
    public bool IsExpired(string id, SharedEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return IsExpired(id, entry.Renewals, TimeSpan.FromSeconds(entry.Seconds), entry.Process, entry.Instance);
    }

    /// <summary>The same with the members of the entry.</summary>
    /// <param name="id">The entry.</param>
    /// <param name="renewals">How often its owner has written it.</param>
    /// <param name="duration">How long it is valid without being renewed.</param>
    /// <param name="processId">Id of the owner's process; 0 if unknown.</param>
    /// <param name="instance">The identity of that process, as in <see cref="LeaseHolder.Instance"/>; null if unknown.</param>
    public bool IsExpired(string id, long renewals, TimeSpan duration, int processId, string? instance)
    {
        if (!_seen.TryGetValue(id, out var seen) || seen.Renewals != renewals)
        {
            _seen[id] = new Seen(renewals, time.GetTimestamp());
            return ProcessInstance.IsGone(processId, instance);
        }

        return time.GetElapsedTime(seen.At) >= duration || ProcessInstance.IsGone(processId, instance);
    }

    /// <summary>Forgets every entry that is not among the given ones.</summary>
    public void Keep(IReadOnlyCollection<string> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        foreach (var gone in _seen.Keys.Except(ids, StringComparer.Ordinal).ToList())
            _seen.Remove(gone);
    }

    private readonly record struct Seen(long Renewals, long At);
}
