namespace MuBench.Throttling.Fleet;

/// <summary>How an endpoint's learned limit changes by the report of one worker.</summary>
internal static class FleetLearning
{
    /// <summary>Adds a report.</summary>
    /// <param name="learned">The limit so far.</param>
    /// <param name="report">The report.</param>
    /// <param name="share">The reporting worker.</param>
    /// <param name="others">The other workers.</param>
    /// <param name="interval">Seconds between two exchanges of a worker.</param>
    public static LearnedLimit Learn(
        LearnedLimit learned, WorkerReport report, WorkerShare share, IReadOnlyCollection<KeyValuePair<string, WorkerShare>> others, double interval)
    {
        // A worker that was alone has decided by itself, unless another one has learned something newer meanwhile.
        if (report.Own is { } own)
            return own.Cuts >= learned.Cuts ? own : learned;
        var active = others.Count(other => other.Value.IsActive) + 1;
        var seconds = report.Seconds / active;
        learned = Advance(learned, report, seconds, interval);
        if (report.FastestSeconds is { } fastest)
            learned = learned with { FastestSeconds = Math.Min(learned.FastestSeconds ?? fastest, fastest) };
        learned = learned with
        {
            Window = Math.Max((learned.Window ?? ControlConstants.InitialWindow) + report.WindowGrowth, active),
            HoldSeconds = Math.Max(learned.HoldSeconds, Math.Max(report.PausedSeconds, report.HasFailures ? ControlConstants.FailurePauseSeconds : 0)),
            PausedSeconds = Math.Max(learned.PausedSeconds, report.PausedSeconds),
        };
        if (report.Cuts == learned.Cuts - 1 && learned.Cuts > 1)
            return Deepened(learned, report);
        return report is { Refused: > 0, IsClosed: false } && report.Cuts == learned.Cuts
            ? Cut(learned, report, learned.Pace ?? Math.Max(StartsOf(share, others), 1), interval)
            : learned;
    }

    // Calls that started before the last cut cause no further one. But if many of them were refused, by all workers together,
    // the cut was not deep enough. Each worker counts from its first refusal: what was accepted before it says nothing about a capacity that has fallen.
    private static LearnedLimit Deepened(LearnedLimit learned, WorkerReport report)
    {
        var (accepted, refused) = (learned.AcceptedBeforeCut + report.AcceptedAfterRefusal, learned.RefusedBeforeCut + report.RefusedAfterRefusal);
        var pace = refused < FleetConstants.MinRefusals ? learned.Pace
            : Math.Min(learned.Pace!.Value, learned.RefusedPace * Math.Max(FleetConstants.MinAcceptedShare, (double)accepted / (accepted + refused)));
        return learned with { AcceptedBeforeCut = accepted, RefusedBeforeCut = refused, Pace = pace };
    }

    // A worker that has just joined has not reported yet how fast it starts calls: as fast as the others.
    private static double StartsOf(WorkerShare share, IReadOnlyCollection<KeyValuePair<string, WorkerShare>> others)
    {
        var known = others.Select(other => other.Value).Where(other => other is { IsActive: true, Renewals: > 1 }).Append(share).ToList();
        return FleetConstants.SlowStartPeak * known.Average(worker => worker.Starts) * (others.Count(other => other.Value.IsActive) + 1);
    }

    private static LearnedLimit Advance(LearnedLimit learned, WorkerReport report, double seconds, double interval)
    {
        var isCurrent = report.Cuts == learned.Cuts;
        var growing = report.IsPaceBound ? Math.Max(0, seconds - learned.HoldSeconds) : 0;
        var doubling = learned.AskedPause > 0 ? FleetConstants.PausedDoublingIntervals : FleetConstants.DoublingIntervals;
        var pace = StateOf(learned).Grown(growing, 1 + (doubling * interval));
        return learned with
        {
            Pace = pace.Rate,
            ProbeStep = pace.ProbeStep,
            AcceptedSinceCut = learned.AcceptedSinceCut + (isCurrent ? report.Accepted : 0),
            SecondsSinceCut = learned.SecondsSinceCut + (isCurrent ? seconds : 0),
            HoldSeconds = Math.Max(0, learned.HoldSeconds - seconds),
            PausedSeconds = Math.Max(0, learned.PausedSeconds - seconds),
        };
    }

    private static LearnedLimit Cut(LearnedLimit learned, WorkerReport report, double rate, double interval)
    {
        var share = learned.Pace is null
            ? ControlConstants.SlowStartCutFactor
            : Math.Clamp(PaceState.Accepted(learned.AcceptedSinceCut, learned.SecondsSinceCut, learned.CutPause, rate) / rate, ControlConstants.MinCutFactor, ControlConstants.MaxCutFactor);
        // Several refusals at once say more than the time since the last cut: the capacity has fallen.
        if (report.Refused >= FleetConstants.MinRefusals)
            share = Math.Min(share, Math.Max(FleetConstants.MinAcceptedShare, (double)report.Accepted / (report.Accepted + report.Refused)));
        var pace = StateOf(learned).Cut(rate, share, report.PausedSeconds, learned.Pace is null ? 0 : FleetConstants.ClimbIntervals * interval);
        return learned with
        {
            Pace = pace.Rate,
            RefusedPace = pace.RefusedRate,
            Climb = pace.Climb,
            Cuts = learned.Cuts + 1,
            AcceptedSinceCut = 0,
            SecondsSinceCut = 0,
            AcceptedBeforeCut = report.AcceptedAfterRefusal,
            RefusedBeforeCut = report.RefusedAfterRefusal,
            CutPause = report.PausedSeconds,
            AskedPause = report.AskedPause,
        };
    }

    private static PaceState StateOf(LearnedLimit learned) => new(learned.Pace, learned.RefusedPace, learned.Climb, learned.ProbeStep);
}
