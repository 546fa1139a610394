namespace MuBench.Throttling.Fleet;

/// <summary>The constants of an endpoint's shared limit. <c>docs/throttling.md</c> gives the reason for each.</summary>
internal static class FleetConstants
{
    /// <summary>Minimum seconds between two exchanges of one worker, if there are several: with repeated tries less than one write per second.</summary>
    public const double MinInterval = 1.25;

    /// <summary>Maximum seconds between two exchanges of one worker, if there are several.</summary>
    public const double MaxInterval = 6.5;

    /// <summary>The part of the pause between two exchanges after which a worker exchanges early, if a call was refused.</summary>
    public const double EarlyPart = 0.6;

    /// <summary>Exchanges per second of all workers that one document takes without many repeated tries.</summary>
    public const double MaxExchangesPerSecond = 18;

    /// <summary>Seconds between two exchanges of a worker that is alone.</summary>
    public const double AloneInterval = 4;

    /// <summary>Minimum seconds for which a grant is valid.</summary>
    public const double MinGrant = 6;

    /// <summary>Maximum seconds for which a grant is valid, unless a worker has more than a handful of endpoints.</summary>
    public const double MaxGrant = 10;

    /// <summary>A grant is valid for this number of exchanges, so that two failed ones do no harm.</summary>
    public const double GrantIntervals = 3;

    /// <summary>Seconds after which a worker gives up its seat if others wait for one.</summary>
    public const double SeatSeconds = 20;

    /// <summary>Calls for which a worker keeps its seat at least.</summary>
    public const double SeatCalls = 5;

    /// <summary>Minimum of <c>requestsPerMinute</c> per seat: each worker may be one call ahead of its rate, which must be a small part of the limit.</summary>
    public const double RequestsPerSeat = 20;

    /// <summary>How many seconds' calls a worker may make up for after a late timer.</summary>
    public const double RequestBurstSeconds = 0.5;

    /// <summary>Minimum part of its fair part that a worker gets of a learned pace while the others still hold too much.</summary>
    public const double MinFairPart = 0.25;

    /// <summary>The part of the pace that a worker which does not use it gets: its next calls start at once.</summary>
    public const double IdlePart = 0.25;

    /// <summary>How much more than it used a worker gets.</summary>
    public const double Headroom = 1.25;

    /// <summary>Minimum number of refusals in one report before their share is taken for the share that the endpoint refuses.</summary>
    public const int MinRefusals = 3;

    /// <summary>Minimum factor of the pace by the share of accepted calls.</summary>
    public const double MinAcceptedShare = 0.3;

    /// <summary>The rate of starts at the first refusal divided by their average since the last exchange, because slow start has doubled it meanwhile.</summary>
    public const double SlowStartPeak = 1.5;

    /// <summary>Exchange intervals by which the time is longer in which the growth beyond the last refused pace doubles.</summary>
    public const double DoublingIntervals = 0.4;

    /// <summary>
    /// The same for an endpoint whose refusals ask for a pause. A worker that was refused then makes no call for the pause, so growth that goes too far is
    /// refused less often.
    /// </summary>
    public const double PausedDoublingIntervals = 0.15;

    /// <summary>Minimum duration of a climb in exchange intervals: a refusal is known to every worker after one to two of them.</summary>
    public const double ClimbIntervals = 4;

    /// <summary>What was learned is used again for this long after the last call.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromMinutes(15);

    /// <summary>After this time without a call, by clocks that differ by less than a minute or two, no minute contains calls of an earlier worker.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMinutes(3);
}
