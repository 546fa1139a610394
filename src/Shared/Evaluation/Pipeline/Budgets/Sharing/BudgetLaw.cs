using MuBench.Money;
using MuBench.Throttling.Fleet;

namespace MuBench.Pipeline.Budgets.Sharing;

/// <summary>
/// The exchange of one worker with a run's budget: reports what it has spent, and computes what it may spend. Deterministic; uses
/// no clock.
/// </summary>
/// <param name="id">The worker.</param>
/// <param name="limitUsd">The budget.</param>
/// <param name="process">The worker's process.</param>
/// <param name="instance">The identity of the process.</param>
internal sealed class BudgetLaw(string id, decimal limitUsd, int process = 0, string? instance = null)
{
    private const double Interval = 1.25;
    private const double AloneInterval = 4;
    private const double Seconds = 6;
    private const double AloneSeconds = 10;

    /// <summary>Exchanges.</summary>
    /// <param name="document">The document.</param>
    /// <param name="report">What the worker has spent and needs.</param>
    /// <param name="count">The newest sum of the log, if there is one since the last exchange.</param>
    /// <param name="isExpired">Whether the share of another worker has expired.</param>
    public (BudgetDocument Document, BudgetGrant Grant) Exchange(
        BudgetDocument document, LedgerReport report, BudgetCount? count, Func<string, BudgetShare, bool> isExpired)
    {
        document = Counted(WithLost(document, isExpired), count);
        var counted = document.CountedUsd ?? limitUsd; // nothing is free before the log was added up
        var mine = Reported(document.Workers.GetValueOrDefault(id), report);
        var others = document.Workers.Where(worker => worker.Key != id).Select(worker => worker.Value).ToList();
        var live = others.Where(other => !other.IsLost).ToList();
        var committed = counted + others.Sum(other => other.CommittedUsd) - mine.CountedUsd;
        var held = report.SpentUsd + report.ReservedUsd;
        var free = limitUsd - committed - held;
        var granted = held + Math.Max(0, live.Count == 0 ? free : Math.Min(free, PartOf(document, counted, mine, live)));
        var isShort = report.NeededUsd > granted - held;
        mine = mine with
        {
            GrantedUsd = granted,
            Seconds = live.Count == 0 ? AloneSeconds : Seconds,
            WaitingSince = !isShort ? 0 : mine.WaitingSince > 0 ? mine.WaitingSince : document.Exchanges + 1,
        };
        var workers = new SortedDictionary<string, BudgetShare>(document.Workers, StringComparer.Ordinal) { [id] = mine };
        var spentByOthers = (document.CountedUsd ?? 0) - mine.CountedUsd + others.Sum(other => other.SpentUsd - other.CountedUsd);
        // A worker that came back after its share was removed is counted twice until the log is added up again.
        var mustCount = document.CountedUsd is null || (isShort && (others.Exists(other => other.IsLost) || (mine.CountedUsd == 0 && report.RecordedUsd > 0)));
        var grant = new BudgetGrant(granted, Math.Max(0, spentByOthers), mine.Seconds, live.Count == 0 && !isShort ? AloneInterval : Interval, mustCount);
        return (document with { Exchanges = document.Exchanges + 1, Workers = workers }, grant);
    }

    // A worker that was lost and comes back is granted what it has spent already, and joins under its id.
    private BudgetShare Reported(BudgetShare? before, LedgerReport report) => new()
    {
        Renewals = (before?.Renewals ?? 0) + 1,
        Seconds = Seconds,
        Process = process,
        Instance = instance,
        SpentUsd = report.SpentUsd,
        ReservedUsd = report.ReservedUsd,
        RecordedUsd = report.RecordedUsd,
        CountedUsd = before?.CountedUsd ?? 0,
        WantedUsd = report.WantedUsd,
        NeededUsd = report.NeededUsd,
        WaitingSince = before?.WaitingSince ?? 0,
    };

    private BudgetDocument WithLost(BudgetDocument document, Func<string, BudgetShare, bool> isExpired)
    {
        var workers = new SortedDictionary<string, BudgetShare>(StringComparer.Ordinal);
        foreach (var (worker, share) in document.Workers)
            workers.Add(worker, worker != id && !share.IsLost && isExpired(worker, share) ? share with { IsLost = true } : share);
        return document with { Workers = workers };
    }

    private static BudgetDocument Counted(BudgetDocument document, BudgetCount? count)
    {
        if (count is null)
            return document;
        var workers = new SortedDictionary<string, BudgetShare>(StringComparer.Ordinal);
        foreach (var (worker, share) in document.Workers.Where(worker => !count.Lost.Contains(worker.Key)))
            workers.Add(worker, share with { CountedUsd = count.Recorded.GetValueOrDefault(worker) });
        return document with { CountedUsd = count.SpentUsd, Workers = workers };
    }

    /// <summary>The worker's part of what is neither spent nor reserved.</summary>
    private decimal PartOf(BudgetDocument document, decimal counted, BudgetShare mine, List<BudgetShare> live)
    {
        var all = live.Append(mine).ToList();
        var lost = document.Workers.Values.Where(worker => worker.IsLost).Sum(worker => worker.CommittedUsd);
        var pool = limitUsd - counted - lost - all.Sum(worker => worker.SpentUsd + worker.ReservedUsd - worker.CountedUsd);
        var wants = all.Select(worker => (double)Math.Max(worker.WantedUsd, worker.ReservedUsd / 4)).ToList();
        var fair = (decimal)FairShare.Of((double)Math.Max(0, pool), wants, wants.Count - 1);
        if (mine.NeededUsd <= fair)
            return fair;
        // Not enough for everybody: those that wait longest get what their next call needs.
        var ahead = live.Count(other => other.WaitingSince > 0 && (mine.WaitingSince == 0 || other.WaitingSince < mine.WaitingSince));
        return (ahead + 1) * mine.NeededUsd <= pool ? mine.NeededUsd : 0;
    }
}
