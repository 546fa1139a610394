namespace MuBench.Throttling.Fleet;

/// <summary>Counts calls from one grant to the next.</summary>
internal struct GrantTally
{
    private long _callsBeforeCut;

    /// <summary>When the last grant was applied.</summary>
    public double Since { get; private set; }

    /// <summary>The window that it began with.</summary>
    public double Window { get; private set; }

    /// <summary>The number of cuts of the shared pace that are known.</summary>
    public long Cuts { get; private set; }

    /// <summary>Started calls.</summary>
    public int Started { get; set; }

    /// <summary>Accepted calls that started after the last cut that is known.</summary>
    public int Accepted { get; private set; }

    /// <summary>Refused calls that started after the last cut that is known.</summary>
    public int Refused { get; private set; }

    /// <summary>Those accepted calls that ended after the first refused one.</summary>
    public int AcceptedAfterRefusal { get; private set; }

    /// <summary>Those refused calls that came after the first refused one.</summary>
    public int RefusedAfterRefusal { get; private set; }

    /// <summary>Whether a call failed because the endpoint has faults.</summary>
    public bool HasFailures { get; private set; }

    /// <summary>Counts the end of a call.</summary>
    public void Count(AdmittedCall call, CallOutcome end)
    {
        HasFailures |= end == CallOutcome.Failed;
        if (call.Number <= _callsBeforeCut)
            return;
        if (Refused > 0)
        {
            AcceptedAfterRefusal += end == CallOutcome.Answered ? 1 : 0;
            RefusedAfterRefusal += end == CallOutcome.RateLimited ? 1 : 0;
        }

        Accepted += end == CallOutcome.Answered ? 1 : 0;
        Refused += end == CallOutcome.RateLimited ? 1 : 0;
    }

    /// <summary>What is left to report after a report was answered by a grant.</summary>
    public readonly GrantTally After(WorkerReport report, FleetGrant grant, double window, long lastCall, double now)
    {
        var isCut = grant.Learned.Cuts > Cuts;
        return new GrantTally
        {
            Since = now,
            Window = window,
            Cuts = grant.Learned.Cuts,
            _callsBeforeCut = isCut ? lastCall : _callsBeforeCut,
            Started = Started - report.Started,
            Accepted = isCut ? 0 : Accepted - report.Accepted,
            Refused = isCut ? 0 : Refused - report.Refused,
            AcceptedAfterRefusal = isCut ? 0 : AcceptedAfterRefusal - report.AcceptedAfterRefusal,
            RefusedAfterRefusal = isCut ? 0 : RefusedAfterRefusal - report.RefusedAfterRefusal,
        };
    }
}
