namespace MuBench.Throttling.Fleet;

/// <summary>
/// The exchange of one worker with an endpoint's document: adds what the worker has seen, and computes what it may use.
/// Deterministic; knows no clock but the worker's elapsed time.
/// </summary>
/// <param name="id">The worker.</param>
/// <param name="process">Its process, as in <see cref="WorkerShare"/>.</param>
/// <param name="instance">The identity of the process.</param>
internal sealed class FleetLaw(string id, int process = 0, string? instance = null)
{
    /// <summary>Exchanges.</summary>
    /// <param name="document">The document.</param>
    /// <param name="report">What the worker has seen.</param>
    /// <param name="isExpired">Whether the share of another worker has expired. Its part is divided among the others.</param>
    /// <param name="now">The present by this process's clock.</param>
    public (EndpointDocument Document, FleetGrant Grant) Exchange(
        EndpointDocument document, WorkerReport report, Func<string, WorkerShare, bool> isExpired, DateTimeOffset now)
    {
        var others = OthersOf(document, isExpired);
        var mine = document.Workers.GetValueOrDefault(id);
        var share = new WorkerShare
        {
            Renewals = (mine?.Renewals ?? 0) + 1,
            Seconds = 0,
            Process = process,
            Instance = instance,
            WantedSlots = report.InFlight + report.Queued,
            IsShort = report.Queued > 0 || report.Seconds == 0,
            Starts = report.Seconds > 0 ? report.Started / report.Seconds : 0,
            MaxConcurrency = report.Limits.MaxConcurrency,
            RequestsPerMinute = report.Limits.RequestsPerMinute,
            TokensPerMinute = report.Limits.TokensPerMinute,
        };
        var age = (now - document.ChangedAt).Duration();
        var (interval, seconds) = TimesOf(others.Count, report);
        var learned = FleetLearning.Learn(Remembered(document, report, others, age), report, share, others, interval);
        var division = new FleetDivision(id, share, others, learned, report);
        share = Seated(share, mine, division, report, document.Exchanges + 1);
        var grant = division.GrantTo(share) with
        {
            Interval = interval,
            Seconds = seconds,
            IsFresh = document.Exchanges == 0 || (others.Count == 0 && age > FleetConstants.Quiet),
            Learned = learned,
        };
        share = share with
        {
            Seconds = seconds,
            Slots = Math.Max(grant.Slots, report.InFlight),
            Pace = grant.Pace ?? 0,
            Requests = grant.Requests ?? 0,
            Tokens = grant.Tokens ?? 0,
        };
        return (Written(document, others, learned, now, share), grant);
    }

    /// <summary>The document without the worker.</summary>
    public EndpointDocument Leave(EndpointDocument document, WorkerReport report, Func<string, WorkerShare, bool> isExpired, DateTimeOffset now)
    {
        var others = OthersOf(document, isExpired);
        var share = new WorkerShare { Renewals = 1, Seconds = 0 };
        return Written(document, others, FleetLearning.Learn(document.Learned, report, share, others, FleetConstants.MinInterval), now, null);
    }

    private List<KeyValuePair<string, WorkerShare>> OthersOf(EndpointDocument document, Func<string, WorkerShare, bool> isExpired) =>
        [.. document.Workers.Where(worker => worker.Key != id && !isExpired(worker.Key, worker.Value))];

    private EndpointDocument Written(
        EndpointDocument document, List<KeyValuePair<string, WorkerShare>> others, LearnedLimit learned, DateTimeOffset now, WorkerShare? share)
    {
        var workers = new SortedDictionary<string, WorkerShare>(StringComparer.Ordinal);
        foreach (var (key, other) in others)
            workers.Add(key, other);
        if (share is not null)
            workers.Add(id, share);
        return document with { Exchanges = document.Exchanges + 1, ChangedAt = now, Learned = learned, Workers = workers };
    }

    // The endpoint may have changed since, so a worker that comes back begins with half of the calls in flight.
    private static LearnedLimit Remembered(EndpointDocument document, WorkerReport report, List<KeyValuePair<string, WorkerShare>> others, TimeSpan age)
    {
        var learned = document.Learned;
        if (others.Count > 0 || report.Seconds > 0)
            return learned;
        return age > FleetConstants.Memory
            ? new LearnedLimit { Cuts = learned.Cuts }
            : learned with { Window = learned.Window / 2, HoldSeconds = 0, PausedSeconds = Math.Max(0, learned.PausedSeconds - age.TotalSeconds) };
    }

    // A worker with many endpoints exchanges with each of them less often, so that it writes once per second at most.
    private static (double Interval, double Seconds) TimesOf(int others, WorkerReport report)
    {
        var interval = others == 0
            ? Math.Min(FleetConstants.AloneInterval, 1 << Math.Min(report.AloneExchanges, 4))
            : Math.Clamp((others + 1) / FleetConstants.MaxExchangesPerSecond, FleetConstants.MinInterval, FleetConstants.MaxInterval);
        interval = Math.Max(interval, report.Endpoints * FleetConstants.MinInterval);
        var seconds = others == 0 ? FleetConstants.MaxGrant : Math.Clamp(FleetConstants.GrantIntervals * interval, FleetConstants.MinGrant, FleetConstants.MaxGrant);
        return (interval, Math.Max(seconds, 1.5 * interval));
    }

    private static WorkerShare Seated(WorkerShare share, WorkerShare? mine, FleetDivision division, WorkerReport report, long exchange)
    {
        if (!share.IsActive)
            return share;
        var (seats, taken) = (division.Seats, division.SeatsTaken);
        var waiting = division.Others.Where(other => other is { IsActive: true, IsSeated: false, WaitingSince: > 0 }).ToList();
        var isTired = mine is { IsSeated: true } && report.SeatedSeconds >= SeatSecondsOf(mine) && waiting.Count > 0 && taken + 1 >= seats;
        if (mine is { IsSeated: true } && !isTired && taken < seats)
            return share with { IsSeated = true };
        var since = mine is { IsSeated: false, WaitingSince: > 0 } ? mine.WaitingSince : exchange;
        var ahead = waiting.Count(other => other.WaitingSince < since);
        return taken + ahead < seats && !isTired ? share with { IsSeated = true } : share with { WaitingSince = since };
    }

    // What a worker has saved up for its next call is lost with its seat, so it keeps the seat for some calls.
    private static double SeatSecondsOf(WorkerShare? mine) =>
        mine is { Requests: > 0 } ? Math.Max(FleetConstants.SeatSeconds, FleetConstants.SeatCalls / mine.Requests) : FleetConstants.SeatSeconds;
}
