namespace MuBench.Throttling;

/// <summary>A budget that refills evenly and may become negative: amounts are taken by estimate and corrected later.</summary>
internal sealed class TokenBucket
{
    private const double BurstSeconds = 1;

    private readonly double _perSecond;
    private double _level;
    private double _filledAt;

    /// <summary>Creates a bucket filled with the amount of one second.</summary>
    /// <param name="perMinute">The amount that is refilled per minute.</param>
    /// <param name="now">The current time.</param>
    public TokenBucket(double perMinute, double now)
    {
        _perSecond = perMinute / 60;
        _level = _perSecond * BurstSeconds;
        _filledAt = now;
    }

    /// <summary>When an amount can be taken. An amount larger than the bucket waits until the bucket is full.</summary>
    public double ReadyAt(double amount, double now)
    {
        Fill(now);
        var missing = Math.Min(amount, Math.Max(_perSecond * BurstSeconds, 1)) - _level;
        return missing <= 1e-9 ? now : now + (missing / _perSecond);
    }

    /// <summary>Takes an amount; a negative amount is returned to the bucket.</summary>
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
