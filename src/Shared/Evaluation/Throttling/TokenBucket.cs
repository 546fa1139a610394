namespace MuBench.Throttling;

/// <summary>A budget that refills evenly and may become negative: amounts are taken by estimate and corrected later.</summary>
internal sealed class TokenBucket
{
    private readonly double _burstSeconds;
    private double _perSecond;
    private double _level;
    private double _filledAt;

    /// <summary>Creates a bucket.</summary>
    /// <param name="perSecond">The amount that is refilled per second.</param>
    /// <param name="burstSeconds">How many seconds' amount it holds; at least one unit.</param>
    /// <param name="isFull">Whether it is full at first, or empty.</param>
    /// <param name="now">The current time.</param>
    public TokenBucket(double perSecond, double burstSeconds, bool isFull, double now)
    {
        (_perSecond, _burstSeconds, _filledAt) = (perSecond, burstSeconds, now);
        _level = isFull ? Size : 0;
    }

    private double Size => Math.Max(_perSecond * _burstSeconds, 1);

    /// <summary>When an amount can be taken. An amount larger than the bucket waits until the bucket is full.</summary>
    public double ReadyAt(double amount, double now)
    {
        Fill(now);
        var missing = Math.Min(amount, Size) - _level;
        return missing <= 1e-9 ? now : now + (missing / _perSecond);
    }

    /// <summary>Takes an amount; a negative amount is returned to the bucket.</summary>
    public void Take(double amount, double now)
    {
        Fill(now);
        _level -= amount;
    }

    /// <summary>Changes the amount that is refilled per second. What exceeds the new size is lost; with 0, all of it.</summary>
    /// <param name="perSecond">The amount.</param>
    /// <param name="until">Up to when the bucket was refilled by the old amount.</param>
    /// <param name="now">The current time.</param>
    public void Refill(double perSecond, double until, double now)
    {
        Fill(Math.Min(until, now));
        _filledAt = Math.Max(_filledAt, now);
        _perSecond = perSecond;
        _level = Math.Min(_level, perSecond > 0 ? Size : 0);
    }

    private void Fill(double now)
    {
        _level = Math.Min(_level + (_perSecond * Math.Max(0, now - _filledAt)), Size);
        _filledAt = Math.Max(_filledAt, now);
    }
}
