namespace MuBench.Throttling;

/// <summary>A pace and how it grows. Rates are calls per second.</summary>
/// <param name="Rate">The pace; null until the first refusal.</param>
/// <param name="RefusedRate">The pace at the last refusal.</param>
/// <param name="Climb">How fast the pace returns to it, per second.</param>
/// <param name="ProbeStep">How fast it grows beyond it, per second.</param>
internal readonly record struct PaceState(double? Rate, double RefusedRate, double Climb, double ProbeStep)
{
    /// <summary>The pace after a time in which calls waited for it.</summary>
    /// <param name="seconds">The time.</param>
    /// <param name="doubling">Seconds in which the growth beyond the last refused pace doubles.</param>
    public PaceState Grown(double seconds, double doubling = 1)
    {
        if (Rate is not { } rate || seconds <= 0)
            return this;
        var probeStep = ProbeStep;
        if (rate < RefusedRate)
        {
            // Half of a deep cut is recovered at once, the last few percent slowly.
            var gap = RefusedRate - rate;
            var climbed = Math.Min(gap, Math.Max(Climb * seconds, gap * (1 - Math.Exp(-seconds / ControlConstants.RecoverySeconds))));
            rate += climbed;
            seconds = climbed < gap ? 0 : Math.Max(0, seconds - (gap / Climb));
            probeStep = ControlConstants.ProbeStep * RefusedRate / doubling;
        }

        if (seconds > 0)
        {
            var grown = probeStep * Math.Pow(2, seconds / doubling);
            var most = ControlConstants.MaxProbeStep * rate / doubling;
            rate += Math.Min((probeStep + grown) / 2, most) * seconds;
            probeStep = Math.Min(grown, most);
        }

        return this with { Rate = rate, ProbeStep = probeStep };
    }

    /// <summary>The pace after a refusal.</summary>
    /// <param name="rate">The pace so far.</param>
    /// <param name="share">The share of it that remains.</param>
    /// <param name="pause">The waiting time of the refusal in seconds.</param>
    /// <param name="minClimb">Minimum duration of a climb in seconds.</param>
    public PaceState Cut(double rate, double share, double pause, double minClimb = 0)
    {
        var cut = Math.Max(rate * share, ControlConstants.MinPace);
        // Slow start may have ended because of a burst. Little is known yet, and a slow climb would keep it so.
        var seconds = Rate is null ? 0 : Math.Max(ControlConstants.ClimbCalls / cut, ControlConstants.ClimbPauses * pause);
        seconds = Math.Clamp(Math.Max(seconds, minClimb), ControlConstants.ClimbSeconds, ControlConstants.MaxClimbSeconds);
        return this with { Rate = cut, RefusedRate = rate, Climb = (1 - ControlConstants.MaxCutFactor) * rate / seconds };
    }

    /// <summary>
    /// Estimates the rate that the endpoint accepts. Its budget was used up at the last cut and is used up again, so
    /// the calls accepted in between equal what was refilled: over the whole time if the pause refilled the budget
    /// completely, else over the time without the pause.
    /// </summary>
    /// <param name="calls">Calls accepted since the last cut.</param>
    /// <param name="seconds">Time since the last cut.</param>
    /// <param name="pause">The pause of the last cut in seconds.</param>
    /// <param name="rate">The pace.</param>
    public static double Accepted(double calls, double seconds, double pause, double rate)
    {
        var accepted = Math.Max(0.5, calls);
        var least = accepted / Math.Max(1e-6, seconds);
        var most = accepted / Math.Max(1e-6, seconds - pause);
        return Math.Sqrt(Math.Min(least, rate) * Math.Min(most, rate));
    }
}
