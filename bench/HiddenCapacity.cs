using System.Diagnostics;

namespace MuBench.Bench;

/// <summary>A token bucket that an endpoint keeps to itself: it holds one second's worth and refuses what finds it empty.</summary>
internal sealed class HiddenCapacity(bool saysRetryAfter)
{
    private readonly Lock _lock = new();
    private double _perSecond;
    private double _level;
    private long _filledAt = Stopwatch.GetTimestamp();

    /// <summary>Whether refusals carry <c>Retry-After</c>.</summary>
    public bool SaysRetryAfter { get; } = saysRetryAfter;

    /// <summary>Calls accepted so far.</summary>
    public int Accepted { get; private set; }

    /// <summary>Calls refused so far.</summary>
    public int Refused { get; private set; }

    /// <summary>Changes the capacity; a larger bucket does not start fuller.</summary>
    public void Set(double perSecond)
    {
        lock (_lock)
        {
            Fill();
            _perSecond = perSecond;
        }
    }

    /// <summary>Takes a call, or refuses it.</summary>
    public bool TryTake()
    {
        lock (_lock)
        {
            Fill();
            if (_level < 1)
            {
                Refused++;
                return false;
            }

            _level--;
            Accepted++;
            return true;
        }
    }

    private void Fill()
    {
        var now = Stopwatch.GetTimestamp();
        _level = Math.Min(_perSecond, _level + (_perSecond * Stopwatch.GetElapsedTime(_filledAt, now).TotalSeconds));
        _filledAt = now;
    }
}
