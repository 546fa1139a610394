namespace MuBench.Inference.Batching;

/// <summary>Limits the total number of items (or bytes) in the server, and estimates when there is room again. Thread-safe.</summary>
/// <param name="limit">The limit, in items or in bytes.</param>
/// <param name="time">The clock.</param>
internal sealed class Admission(long limit, TimeProvider time)
{
    private const double Smoothing = 0.1;
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private long _inside;
    private double _perSecond;
    private long _lastLeave;

    /// <summary>The limit.</summary>
    public long Limit { get; } = limit;

    /// <summary>The number of items or bytes inside now.</summary>
    public long Inside => Volatile.Read(ref _inside);

    /// <summary>Admits this many items or bytes; returns false and admits nothing if there is no room for all of them.</summary>
    public bool TryEnter(long count)
    {
        lock (_lock)
        {
            if (_inside + count > Limit)
                return false;
            _inside += count;
            return true;
        }
    }

    /// <summary>Releases this many items or bytes.</summary>
    public void Leave(long count)
    {
        lock (_lock)
        {
            _inside -= count;
            var now = time.GetTimestamp();
            var seconds = _lastLeave == 0 ? 0 : time.GetElapsedTime(_lastLeave, now).TotalSeconds;
            _lastLeave = now;
            if (seconds > 0)
                _perSecond = _perSecond == 0 ? count / seconds : _perSecond + (Smoothing * ((count / seconds) - _perSecond));
        }
    }

    /// <summary>Estimates in how many seconds there is room for this many, from the recent rate of releases.</summary>
    public int SecondsUntilRoomFor(long count)
    {
        lock (_lock)
        {
            var over = Math.Max(1, _inside + count - Limit);
            return _perSecond == 0 ? 1 : (int)Math.Clamp(Math.Ceiling(over / _perSecond), 1, MaxWait.TotalSeconds);
        }
    }
}
