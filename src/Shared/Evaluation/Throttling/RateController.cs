namespace MuBench.Throttling;

/// <summary>
/// Controls the pace of calls. Additive increase up to the rate of the last refusal, then steps that double while
/// nothing is refused; multiplicative decrease once per series of refusals. Deterministic: times are seconds on the
/// caller's clock.
/// </summary>
internal sealed class RateController
{
    private double _refusedRate;
    private double _climb;
    private double _probeStep;
    private double _next;
    private double _advancedTo;
    private double _heldUntil;
    private bool _isBinding;

    /// <summary>The pace in calls per second; null until the first refusal.</summary>
    public double? Rate { get; private set; }

    /// <summary>When the next call may start by the pace.</summary>
    public double ReadyAt => Rate is null ? 0 : _next;

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
    public void MarkBinding() => _isBinding = true;

    /// <summary>Stops growth until a time.</summary>
    public void HoldGrowth(double until) => _heldUntil = Math.Max(_heldUntil, until);

    /// <summary>Increases the pace by the elapsed time.</summary>
    public void Advance(double now)
    {
        var from = Math.Max(_advancedTo, _heldUntil);
        _advancedTo = Math.Max(_advancedTo, now);
        if (Rate is not { } rate || !_isBinding || now <= from)
            return;
        _isBinding = false;
        var seconds = now - from;
        if (rate < _refusedRate)
        {
            // Half of a deep cut is recovered at once, the last few percent slowly.
            var gap = _refusedRate - rate;
            var climbed = Math.Min(gap, Math.Max(_climb * seconds, gap * (1 - Math.Exp(-seconds / ControlConstants.RecoverySeconds))));
            rate += climbed;
            seconds = climbed < gap ? 0 : Math.Max(0, seconds - (gap / _climb));
            _probeStep = ControlConstants.ProbeStep * _refusedRate;
        }

        if (seconds > 0)
        {
            var grown = _probeStep * Math.Pow(2, seconds);
            var most = ControlConstants.MaxProbeStep * rate;
            rate += Math.Min((_probeStep + grown) / 2, most) * seconds;
            _probeStep = Math.Min(grown, most);
        }

        Rate = rate;
    }

    /// <summary>Cuts the pace to a share of its value, and stops growth during the pause of the refusal.</summary>
    /// <param name="rate">The pace so far, in calls per second.</param>
    /// <param name="share">The share that remains.</param>
    /// <param name="now">The current time.</param>
    /// <param name="pause">The waiting time of the refusal in seconds.</param>
    public void Decrease(double rate, double share, double now, double pause)
    {
        var first = Rate is null;
        _refusedRate = rate;
        Rate = Math.Max(rate * share, ControlConstants.MinPace);
        // Slow start may have ended because of a burst. Little is known yet, and a slow climb would keep it so.
        var seconds = first ? 0 : Math.Max(ControlConstants.ClimbCalls / Rate.Value, ControlConstants.ClimbPauses * pause);
        seconds = Math.Clamp(seconds, ControlConstants.ClimbSeconds, ControlConstants.MaxClimbSeconds);
        _climb = (1 - ControlConstants.MaxCutFactor) * _refusedRate / seconds;
        _next = Math.Max(_next, now) + (1 / Rate.Value);
        _advancedTo = now;
        _isBinding = false;
    }
}
