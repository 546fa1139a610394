using MuBench.Manifests;

namespace MuBench.Throttling;

/// <summary>The constants of the control law. <c>docs/throttling.md</c> gives the source of each.</summary>
internal static class ControlConstants
{
    /// <summary>Window of an unknown endpoint at the first call.</summary>
    public const int InitialWindow = 4;

    /// <summary>Maximum window at the first call if the manifest sets a maximum, which says that the endpoint takes so many calls.</summary>
    public const int MaxInitialWindow = ThrottleLimits.DefaultMaxConcurrency;

    /// <summary>
    /// Without a manifest's maximum, the window stops growing while calls take this many times as long as the fastest
    /// ones, because the endpoint then queues them.
    /// </summary>
    public const double QueueingLatency = 3;

    /// <summary>Factor of the pace after the first refusal: slow start doubles, so the true rate is within a factor of two.</summary>
    public const double SlowStartCutFactor = 0.5;

    /// <summary>Factor of the pace after a refusal that follows a long series of accepted calls.</summary>
    public const double MaxCutFactor = 0.96;

    /// <summary>Minimum factor of the pace after any refusal but the first.</summary>
    public const double MinCutFactor = 0.7;

    /// <summary>Minimum number of seconds in which the pace returns to the rate of the last refusal.</summary>
    public const double ClimbSeconds = 4;

    /// <summary>Seconds in which most of a cut is recovered that is deeper than the smallest one.</summary>
    public const double RecoverySeconds = 3;

    /// <summary>Minimum number of calls of a climb, so that one refusal per climb is less than 3 % of them.</summary>
    public const double ClimbCalls = 45;

    /// <summary>Duration of a climb as a multiple of the pause after a refusal, so that probing costs about a tenth of the time.</summary>
    public const double ClimbPauses = 8;

    /// <summary>Maximum duration of a climb in seconds.</summary>
    public const double MaxClimbSeconds = 120;

    /// <summary>Step beyond the rate of the last refusal, as a share of it per second; it doubles every second.</summary>
    public const double ProbeStep = 0.02;

    /// <summary>Maximum step, as a share of the current pace per second.</summary>
    public const double MaxProbeStep = 0.25;

    /// <summary>Minimum pace in calls per second.</summary>
    public const double MinPace = 1.0 / 60;

    /// <summary>Minimum pace of one worker of several, in calls per second: a part of the smallest pace among hundreds of workers.</summary>
    public const double MinGrantedPace = MinPace / 200;

    /// <summary>Seconds without growth after a server error or a timeout.</summary>
    public const double FailurePauseSeconds = 2;

    /// <summary>Maximum delay of a timer on a busy machine, in seconds.</summary>
    public const double MaxTimerDelay = 0.1;

    /// <summary>The part of that delay, in seconds, that calls may make up for.</summary>
    public const double PaceSlack = 0.02;

    /// <summary>Maximum pause in seconds between two calls to an endpoint that accepts nothing and does not give a waiting time.</summary>
    public const double MaxClosedSeconds = 8;

    /// <summary>Minimum number of responses before a quantile of their latency is used.</summary>
    public const int MinLatencySamples = 20;
}
