using System.Diagnostics;

namespace MuBench.Bench;

/// <summary>
/// A token bucket that an endpoint does not reveal. It holds the calls of one second and refuses a call when it is empty.
/// </summary>
internal sealed class HiddenCapacity(bool saysRetryAfter)
{
    private readonly Lock _lock = new();
    private double _perSecond;
    private double _level;
    private long _filledAt = Stopwatch.GetTimestamp();

    /// <summary>Whether refusals have <c>Retry-After</c>.</summary>
    public bool SaysRetryAfter { get; } = saysRetryAfter;

    /// <summary>Number of accepted calls so far.</summary>
    public int Accepted { get; private set; }

    /// <summary>Number of refused calls so far.</summary>
    public int Refused { get; private set; }

    /// <summary>Changes the capacity. The content of the bucket does not grow.</summary>
    public void Set(double perSecond)
    {
        lock (_lock)
        {
            Fill();
            _perSecond = perSecond;
        }
    }

    /// <summary>Accepts a call or refuses it.</summary>
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
