using MuBench.Manifests;

namespace MuBench.Throttling.Fleet;

/// <summary>
/// Divides an endpoint's limits among its workers. What a manifest limits is never given out twice: a worker gets at most
/// what the others do not hold. A learned limit is only an estimate, so there a worker gets some of its part at once.
/// </summary>
internal sealed class FleetDivision
{
    private readonly LearnedLimit _learned;
    private readonly WorkerReport _report;
    private readonly ThrottleLimits _limits;
    private readonly int _place;

    /// <summary>Prepares the division.</summary>
    /// <param name="id">The worker whose part is asked for.</param>
    /// <param name="mine">What it would use.</param>
    /// <param name="others">The other workers.</param>
    /// <param name="learned">The learned limit.</param>
    /// <param name="report">The worker's report.</param>
    public FleetDivision(string id, WorkerShare mine, List<KeyValuePair<string, WorkerShare>> others, LearnedLimit learned, WorkerReport report)
    {
        (_learned, _report) = (learned, report);
        Others = [.. others.Select(other => other.Value)];
        _place = others.Count(other => other.Value.IsSeated && string.CompareOrdinal(other.Key, id) < 0);
        _limits = Others.Append(mine).Select(LimitsOf).Aggregate(ThrottleLimits.Strictest);
        var byRequests = _limits.RequestsPerMinute is { } requests ? Math.Max(1, (int)(requests / FleetConstants.RequestsPerSeat)) : int.MaxValue;
        Seats = Math.Min(byRequests, _limits.MaxConcurrency ?? int.MaxValue);
        SeatsTaken = Others.Count(other => other.IsSeated);
    }

    /// <summary>The other workers.</summary>
    public IReadOnlyList<WorkerShare> Others { get; }

    /// <summary>Maximum number of workers that use the endpoint at a time.</summary>
    public int Seats { get; }

    /// <summary>Number of the other workers that have a seat.</summary>
    public int SeatsTaken { get; }

    private bool IsAlone => Others.Count == 0;

    /// <summary>The grant of the worker, without its times.</summary>
    public FleetGrant GrantTo(WorkerShare mine)
    {
        var slots = SlotsOf(mine);
        return new FleetGrant
        {
            Seconds = 0,
            Interval = 0,
            IsAlone = IsAlone,
            IsStrict = _limits.IsAny,
            Slots = slots.Max,
            Window = slots.Window,
            Pace = IsAlone ? null : PaceOf(mine),
            Requests = _limits.RequestsPerMinute is { } requests ? StrictOf(RequestRate(requests, SeatsTaken + 1), mine, other => other.Requests, Wanted) : null,
            Tokens = _limits.TokensPerMinute is { } tokens ? StrictOf(tokens / 60, mine, other => other.Tokens, _ => double.PositiveInfinity) : null,
        };
    }

    /// <summary>
    /// The calls per second that all workers together may start, so that no minute has more than a number of calls: each of
    /// them may be one call or half a second's calls ahead of its rate.
    /// </summary>
    public static double RequestRate(double perMinute, int workers) =>
        Math.Max(0, perMinute + 1 - workers) / (60 + FleetConstants.RequestBurstSeconds) * 0.9999;

    private (int Max, double? Window) SlotsOf(WorkerShare mine)
    {
        if (_limits.MaxConcurrency is { } max)
        {
            if (IsAlone)
                return (max, _report.Seconds == 0 ? _learned.Window : null);
            // In the same order for every worker, so that each of the rest goes to one of them.
            var seated = Others.Where(other => other.IsSeated).ToList();
            seated.Insert(_place, mine);
            var wants = seated.Select(worker => worker.IsShort ? double.PositiveInfinity : worker.WantedSlots + 2).ToList();
            var free = Math.Max(0, max - Others.Sum(other => other.Slots));
            return mine.IsSeated ? (Math.Min(FairShare.WholeOf(max, wants, _place), free), null) : (0, null);
        }

        if (IsAlone)
            return (ThrottleLimits.DefaultMaxConcurrency, _report.Seconds == 0 || _report.Own is null ? _learned.Window : null);
        if (!mine.IsSeated && mine.IsActive)
            return (0, null);
        var active = Others.Where(other => other.IsActive).Append(mine).Select(worker => worker.IsShort ? double.PositiveInfinity : worker.WantedSlots).ToList();
        var fair = Math.Max(1, FairShare.Of(_learned.Window ?? ControlConstants.InitialWindow, active, active.Count - 1));
        var growth = _report.IsQueueing ? fair : Math.Max(2 * fair, fair + ControlConstants.InitialWindow);
        return ((int)Math.Clamp(growth, 1, ThrottleLimits.DefaultMaxConcurrency), fair);
    }

    private double? PaceOf(WorkerShare mine)
    {
        if (_learned.Pace is not { } pace)
            return null;
        var active = Others.Where(other => other.IsActive).Append(mine).ToList();
        var fair = FairShare.Of(pace, [.. active.Select(Wanted)], active.Count - 1);
        fair = Math.Max(fair, FleetConstants.IdlePart * pace / active.Count);
        return Math.Clamp(pace - Others.Sum(other => other.Pace), FleetConstants.MinFairPart * fair, fair);
    }

    private double StrictOf(double total, WorkerShare mine, Func<WorkerShare, double> held, Func<WorkerShare, double> wanted)
    {
        if (IsAlone)
            return total;
        if (!mine.IsSeated)
            return 0;
        var wants = Seated(mine).Select(wanted).ToList();
        return Math.Max(0, Math.Min(FairShare.Of(total, wants, wants.Count - 1), total - Others.Sum(held)));
    }

    // The worker itself is the last one.
    private IEnumerable<WorkerShare> Seated(WorkerShare mine) => Others.Where(other => other.IsSeated).Append(mine);

    private static double Wanted(WorkerShare worker) => worker.IsShort ? double.PositiveInfinity : (FleetConstants.Headroom * worker.Starts) + 0.1;

    private static ThrottleLimits LimitsOf(WorkerShare share) => new()
    {
        MaxConcurrency = share.MaxConcurrency,
        RequestsPerMinute = share.RequestsPerMinute,
        TokensPerMinute = share.TokensPerMinute,
    };
}
