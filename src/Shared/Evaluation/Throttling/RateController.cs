namespace MuBench.Throttling;

/// <summary>
/// Controls the pace of calls. Additive increase up to the rate of the last refusal, then steps that double while
/// nothing is refused; multiplicative decrease once per series of refusals. Deterministic: times are seconds on the
/// caller's clock.
/// </summary>
/// <remarks>A granted pace is a part of a larger one that is controlled elsewhere: it can be cut here, and grows only by another grant.</remarks>
internal sealed class RateController
{
    private double _next;
    private double _advancedTo;
    private double _heldUntil;
    private bool _isBinding;
    private bool _isGranted;

    /// <summary>The pace in calls per second; null until the first refusal.</summary>
    public double? Rate => State.Rate;

    /// <summary>The pace and how it grows.</summary>
    public PaceState State { get; private set; }

    /// <summary>When the next call may start by the pace.</summary>
    public double ReadyAt => Rate is null ? 0 : _next;

    /// <summary>Whether a call has waited only for the pace since this was set to false.</summary>
    public bool HasBound { get; set; }

    /// <summary>Counts a call that starts.</summary>
    public void Take(double now)
    {
        if (Rate is not { } rate)
            return;
        // The delay of a late timer may be made up for; time in which no call was waiting may not.
        var late = now - _next;
        _next = (late < ControlConstants.MaxTimerDelay ? now - Math.Min(late, ControlConstants.PaceSlack) : now) + (1 / rate);
    }

    /// <summary>Records that a call waits only for the pace: only then would a higher pace help.</summary>
    public void MarkBinding() => _isBinding = HasBound = true;

    /// <summary>Stops growth until a time.</summary>
    public void HoldGrowth(double until) => _heldUntil = Math.Max(_heldUntil, until);

    /// <summary>Increases the pace by the elapsed time.</summary>
    public void Advance(double now)
    {
        var from = Math.Max(_advancedTo, _heldUntil);
        _advancedTo = Math.Max(_advancedTo, now);
        if (Rate is null || _isGranted || !_isBinding || now <= from)
            return;
        _isBinding = false;
        State = State.Grown(now - from);
    }

    /// <summary>Cuts the pace to a share of its value, and stops growth during the pause of the refusal.</summary>
    /// <param name="rate">The pace so far, in calls per second.</param>
    /// <param name="share">The share that remains.</param>
    /// <param name="now">The current time.</param>
    /// <param name="pause">The waiting time of the refusal in seconds.</param>
    public void Decrease(double rate, double share, double now, double pause)
    {
        State = State.Cut(rate, share, pause);
        _next = Math.Max(_next, now) + (1 / Rate!.Value);
        _advancedTo = now;
        _isBinding = false;
    }

    /// <summary>Continues with a state that was learned elsewhere.</summary>
    public void Restore(PaceState state, double now) => Set(state, isGranted: false, now);

    /// <summary>Takes over a granted pace; null for no limit.</summary>
    public void Grant(double? rate, double now) => Set(State with { Rate = rate is { } given ? Math.Max(given, ControlConstants.MinGrantedPace) : null }, isGranted: true, now);

    private void Set(PaceState state, bool isGranted, double now)
    {
        // What is left of the wait for the next call is longer or shorter by the ratio of the paces.
        var wait = Math.Max(0, _next - now) * (Rate is { } before && state.Rate is { } after ? before / after : 1);
        (State, _isGranted, _advancedTo) = (state, isGranted, now);
        if (wait > 0 && Rate is { } rate)
            _next = now + Math.Min(wait, 1 / rate);
    }
}
