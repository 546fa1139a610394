namespace MuBench.Throttling;

/// <summary>The client's estimate of one of the endpoint's budgets. Every response sets it, and every call since lowers it.</summary>
internal sealed class QuotaMirror
{
    /// <summary>Maximum wait in seconds that one reading can cause: the next response corrects the estimate.</summary>
    private const double MaxWait = 60;

    private double _level = double.PositiveInfinity;
    private double _perSecond;
    private double _readAt;
    private double _forgottenAt;

    /// <summary>Records a reading.</summary>
    /// <param name="quota">The endpoint's reading.</param>
    /// <param name="promised">
    /// The amount that calls in flight may still use. It is not known whether the reading includes it; subtracting it
    /// twice only leaves a part of the budget unused.
    /// </param>
    /// <param name="now">The current time.</param>
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

    /// <summary>Subtracts an amount.</summary>
    public void Take(double amount) => _level -= amount;
}
