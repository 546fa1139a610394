namespace MuBench.Throttling;

/// <summary>The latencies of the latest responses.</summary>
internal sealed class LatencyWindow
{
    private const int Size = 512;
    private const double Weight = 0.1;

    private readonly double[] _seconds = new double[Size];
    private long _count;
    private double _fastest = double.PositiveInfinity;

    /// <summary>Smoothed seconds per response; null before the first.</summary>
    public double? Mean { get; private set; }

    /// <summary>The smallest smoothed value, of this or another process; null before the first response.</summary>
    public double? Fastest => double.IsFinite(_fastest) ? _fastest : null;

    /// <summary>Whether responses take so long that the endpoint must be queueing.</summary>
    public bool IsQueueing => Mean > ControlConstants.QueueingLatency * _fastest;

    /// <summary>Counts a response.</summary>
    public void Add(double seconds)
    {
        _seconds[_count++ % Size] = seconds;
        Mean = Mean is { } mean ? mean + (Weight * (seconds - mean)) : seconds;
        _fastest = Math.Min(_fastest, Mean.Value);
    }

    /// <summary>Takes into account how fast responses were for other processes.</summary>
    public void Compare(double fastest) => _fastest = Math.Min(_fastest, fastest);

    /// <summary>The 99th percentile of the latest responses; null if there are too few.</summary>
    public double? Percentile99()
    {
        var count = (int)Math.Min(_count, Size);
        if (count < ControlConstants.MinLatencySamples)
            return null;
        var sorted = _seconds[..count];
        Array.Sort(sorted);
        return sorted[(int)Math.Ceiling(0.99 * count) - 1];
    }
}
