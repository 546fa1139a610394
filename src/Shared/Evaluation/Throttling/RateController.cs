namespace MuBench.Throttling;

/// <summary>
/// How fast calls may start: additive increase up to the rate that was refused last, then steps that double while nothing is
/// refused; multiplicative decrease once per episode of refusals. Pure: moments are seconds on the caller's clock.
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

    /// <summary>Calls per second; null as long as nothing was refused.</summary>
    public double? Rate { get; private set; }

    /// <summary>When the next call may start as far as the pace goes.</summary>
    public double ReadyAt => Rate is null ? 0 : _next;

    /// <summary>Counts a call that starts.</summary>
    public void Take(double now)
    {
        if (Rate is not { } rate)
            return;
        // A timer that fires late may be made up for; time in which nobody wanted to start is gone.
        var late = now - _next;
        _next = (late < ControlConstants.MaxTimerDelay ? now - Math.Min(late, ControlConstants.PaceSlack) : now) + (1 / rate);
    }

    /// <summary>Notes that a call waits for the pace alone: only then is more of it of any use.</summary>
    public void MarkBinding() => _isBinding = true;

    /// <summary>Stops growth until a moment.</summary>
    public void HoldGrowth(double until) => _heldUntil = Math.Max(_heldUntil, until);

    /// <summary>Grows by the time gone by.</summary>
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
            // Half of a deep cut is made good at once, the last few percent slowly.
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

    /// <summary>Cuts the pace to a share of what it was, and holds it while the endpoint is to be left alone.</summary>
    /// <param name="rate">Calls per second so far.</param>
    /// <param name="share">What is left of it.</param>
    /// <param name="now">The moment.</param>
    /// <param name="pause">Seconds for which the refusal asked to leave the endpoint alone.</param>
    public void Decrease(double rate, double share, double now, double pause)
    {
        var first = Rate is null;
        _refusedRate = rate;
        Rate = Math.Max(rate * share, ControlConstants.MinPace);
        // What ended slow start may have been a burst: little is known yet, and a slow climb would keep it so.
        var seconds = first ? 0 : Math.Max(ControlConstants.ClimbCalls / Rate.Value, ControlConstants.ClimbPauses * pause);
        seconds = Math.Clamp(seconds, ControlConstants.ClimbSeconds, ControlConstants.MaxClimbSeconds);
        _climb = (1 - ControlConstants.MaxCutFactor) * _refusedRate / seconds;
        _next = Math.Max(_next, now) + (1 / Rate.Value);
        _advancedTo = now;
        _isBinding = false;
    }
}
