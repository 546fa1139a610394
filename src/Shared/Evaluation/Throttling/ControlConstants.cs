namespace MuBench.Throttling;

/// <summary>The constants of the control law. <c>docs/throttling.md</c> says where each comes from.</summary>
internal static class ControlConstants
{
    /// <summary>Window of an unknown endpoint at its first call.</summary>
    public const int InitialWindow = 4;

    /// <summary>Window at the first call where the manifest vouches for a bound.</summary>
    public const int InitialWindowWithGivenBound = 16;

    /// <summary>Without a given bound the window stops growing while calls take this many times as long as the fastest ones did: the endpoint queues.</summary>
    public const double QueueingLatency = 3;

    /// <summary>What is left of the pace after the first refusal: slow start doubles, so the truth lies within a factor of two.</summary>
    public const double SlowStartCutFactor = 0.5;

    /// <summary>What is left of the pace after a refusal that ends a long stretch of accepted calls.</summary>
    public const double MaxCutFactor = 0.96;

    /// <summary>What is left of the pace at least after any refusal but the first.</summary>
    public const double MinCutFactor = 0.7;

    /// <summary>Seconds in which the pace climbs back to the one refused last, at least.</summary>
    public const double ClimbSeconds = 4;

    /// <summary>Seconds in which most of a cut deeper than the least one is made good.</summary>
    public const double RecoverySeconds = 3;

    /// <summary>Calls of a climb, at least: one refusal per climb stays below 3 % of them.</summary>
    public const double ClimbCalls = 45;

    /// <summary>Lengths of the pause that a refusal cost, per climb: probing costs about a tenth of the time.</summary>
    public const double ClimbPauses = 8;

    /// <summary>Longest climb in seconds.</summary>
    public const double MaxClimbSeconds = 120;

    /// <summary>Step past the pace refused last, as a share of it per second; it doubles every second.</summary>
    public const double ProbeStep = 0.02;

    /// <summary>Largest step, as a share of the present pace per second.</summary>
    public const double MaxProbeStep = 0.25;

    /// <summary>Least pace in calls per second.</summary>
    public const double MinPace = 1.0 / 60;

    /// <summary>Seconds without growth after a server error or a deadline.</summary>
    public const double FailurePauseSeconds = 2;

    /// <summary>Seconds by which a timer may be late on a busy machine.</summary>
    public const double MaxTimerDelay = 0.1;

    /// <summary>Seconds of that delay which calls may make up for.</summary>
    public const double PaceSlack = 0.02;

    /// <summary>Longest pause in seconds between two attempts at an endpoint that accepts nothing and does not say for how long.</summary>
    public const double MaxClosedSeconds = 8;

    /// <summary>Answers before a quantile of their latency means anything.</summary>
    public const int MinLatencySamples = 20;
}
