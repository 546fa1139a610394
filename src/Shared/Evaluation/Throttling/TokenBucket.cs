namespace MuBench.Throttling;

/// <summary>A budget that refills evenly and may go into debt: what is taken is an estimate, what is settled is the truth.</summary>
internal sealed class TokenBucket
{
    private const double BurstSeconds = 1;

    private readonly double _perSecond;
    private double _level;
    private double _filledAt;

    /// <summary>Creates a bucket that holds one second's worth.</summary>
    /// <param name="perMinute">What flows in per minute.</param>
    /// <param name="now">The moment.</param>
    public TokenBucket(double perMinute, double now)
    {
        _perSecond = perMinute / 60;
        _level = _perSecond * BurstSeconds;
        _filledAt = now;
    }

    /// <summary>When an amount can be taken. What is larger than the bucket waits until it is full.</summary>
    public double ReadyAt(double amount, double now)
    {
        Fill(now);
        var missing = Math.Min(amount, Math.Max(_perSecond * BurstSeconds, 1)) - _level;
        return missing <= 1e-9 ? now : now + (missing / _perSecond);
    }

    /// <summary>Takes an amount; a negative one is given back.</summary>
    public void Take(double amount, double now)
    {
        Fill(now);
        _level -= amount;
    }

    private void Fill(double now)
    {
        _level = Math.Min(_level + (_perSecond * Math.Max(0, now - _filledAt)), Math.Max(_perSecond * BurstSeconds, 1));
        _filledAt = Math.Max(_filledAt, now);
    }
}
