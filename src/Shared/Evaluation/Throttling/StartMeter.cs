namespace MuBench.Throttling;

/// <summary>Measures the recent rate of started calls.</summary>
internal sealed class StartMeter
{
    private const int Size = 1024;
    private const double MinSeconds = 0.1;
    private const double MaxSeconds = 2;

    private readonly double[] _at = new double[Size];
    private long _count;

    /// <summary>Counts a start.</summary>
    public void Add(double now) => _at[_count++ % Size] = now;

    /// <summary>Starts per second over the last round trip.</summary>
    public double Rate(double now, double? roundTrip)
    {
        var seconds = Math.Clamp(roundTrip ?? 0, MinSeconds, MaxSeconds);
        var found = 0;
        while (found < Math.Min(_count, Size) && _at[(_count - 1 - found) % Size] > now - seconds)
            found++;
        return Math.Max(1, found) / seconds;
    }
}
