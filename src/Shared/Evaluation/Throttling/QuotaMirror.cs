namespace MuBench.Throttling;

/// <summary>The client's image of one of the endpoint's budgets, set by every response and lowered by every call since.</summary>
internal sealed class QuotaMirror
{
    /// <summary>Longest wait in seconds that one reading can cause: the next response corrects the image.</summary>
    private const double MaxWait = 60;

    private double _level = double.PositiveInfinity;
    private double _perSecond;
    private double _readAt;
    private double _forgottenAt;

    /// <summary>Takes a reading.</summary>
    /// <param name="quota">What the endpoint says.</param>
    /// <param name="promised">What calls in flight may still take: whether the reading already has them is not known, and taking them off twice only leaves some of the budget unused.</param>
    /// <param name="now">The moment.</param>
    public void Observe(Quota quota, double promised, double now)
    {
        _level = quota.Remaining - promised;
        _perSecond = quota is { Refills: true, Limit: { } limit } && limit > quota.Remaining ? (limit - quota.Remaining) / quota.ResetSeconds : 0;
        _readAt = now;
        _forgottenAt = now + Math.Min(quota.ResetSeconds, MaxWait);
    }

    /// <summary>When the endpoint's budget has room for an amount.</summary>
    public double ReadyAt(double amount, double now)
    {
        if (now >= _forgottenAt)
            return now;
        var missing = amount - _level;
        return missing <= 0 ? now
            : _perSecond > 0 ? Math.Clamp(_readAt + (missing / _perSecond), now, _forgottenAt)
            : _forgottenAt;
    }

    /// <summary>Takes an amount off.</summary>
    public void Take(double amount) => _level -= amount;
}
