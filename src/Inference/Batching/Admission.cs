namespace MuBench.Inference.Batching;

/// <summary>Bounds what is in the server at once, and estimates when there is room again. Safe on many threads.</summary>
/// <param name="limit">The bound: of items, or of bytes.</param>
/// <param name="time">The clock.</param>
internal sealed class Admission(long limit, TimeProvider time)
{
    private const double Smoothing = 0.1;
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private long _inside;
    private double _perSecond;
    private long _lastLeave;

    /// <summary>The bound.</summary>
    public long Limit { get; } = limit;

    /// <summary>What is inside now.</summary>
    public long Inside => Volatile.Read(ref _inside);

    /// <summary>Lets so much in, or nothing of it.</summary>
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

    /// <summary>So much has left.</summary>
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

    /// <summary>When there should be room for so much, in whole seconds: from how fast others left.</summary>
    public int SecondsUntilRoomFor(long count)
    {
        lock (_lock)
        {
            var over = Math.Max(1, _inside + count - Limit);
            return _perSecond == 0 ? 1 : (int)Math.Clamp(Math.Ceiling(over / _perSecond), 1, MaxWait.TotalSeconds);
        }
    }
}
