namespace MuBench.Throttling.Fleet;

/// <summary>Counts the endpoints with which this process exchanges, so that all of them together stay within one write per second.</summary>
internal sealed class FleetMembers
{
    private int _count;

    /// <summary>The number of endpoints.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Counts an endpoint that is joined (+1) or left (-1).</summary>
    public void Add(int change) => Interlocked.Add(ref _count, change);
}
