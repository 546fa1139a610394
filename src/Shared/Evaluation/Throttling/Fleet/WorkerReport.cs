using MuBench.Manifests;

namespace MuBench.Throttling.Fleet;

/// <summary>What one worker has seen of an endpoint since its last exchange.</summary>
internal sealed record WorkerReport
{
    /// <summary>Seconds since its last exchange; 0 at its first.</summary>
    public double Seconds { get; init; }

    /// <summary>The strictest limits of its models.</summary>
    public ThrottleLimits Limits { get; init; } = new();

    /// <summary>Calls in flight.</summary>
    public int InFlight { get; init; }

    /// <summary>Questions that wait for a permit.</summary>
    public int Queued { get; init; }

    /// <summary>Started calls.</summary>
    public int Started { get; init; }

    /// <summary>The last cut of the shared pace that the worker knows.</summary>
    public long Cuts { get; init; }

    /// <summary>Accepted calls that started after the last cut that the worker knows.</summary>
    public int Accepted { get; init; }

    /// <summary>Refused calls that started after the last cut that the worker knows.</summary>
    public int Refused { get; init; }

    /// <summary>
    /// Those accepted calls that ended after the first refused one. Of calls before it the endpoint may have accepted more; and a worker that counts begins with
    /// a refusal, which says nothing about the share of refusals.
    /// </summary>
    public int AcceptedAfterRefusal { get; init; }

    /// <summary>Those refused calls that came after the first refused one.</summary>
    public int RefusedAfterRefusal { get; init; }

    /// <summary>Whether nothing was accepted for a while. The rate is then not the cause of the refusals.</summary>
    public bool IsClosed { get; init; }

    /// <summary>The longest rest of a pause that the endpoint asked for, in seconds.</summary>
    public double PausedSeconds { get; init; }

    /// <summary>The whole pause in seconds that its last refusal asked for; 0 for none.</summary>
    public double AskedPause { get; init; }

    /// <summary>Whether a call failed because the endpoint has faults.</summary>
    public bool HasFailures { get; init; }

    /// <summary>Whether calls waited only for the pace.</summary>
    public bool IsPaceBound { get; init; }

    /// <summary>How much the worker's own control law has widened the window that it was granted.</summary>
    public double WindowGrowth { get; init; }

    /// <summary>The state of the worker's own control law, if it was alone; else null.</summary>
    public LearnedLimit? Own { get; init; }

    /// <summary>The smallest mean time of a response in seconds; null if it is not known.</summary>
    public double? FastestSeconds { get; init; }

    /// <summary>Whether responses take so long that the endpoint must be queueing.</summary>
    public bool IsQueueing { get; init; }

    /// <summary>How long the worker has had its seat, in seconds.</summary>
    public double SeatedSeconds { get; init; }

    /// <summary>How many exchanges in a row found no other worker.</summary>
    public int AloneExchanges { get; init; }

    /// <summary>Number of endpoints with which the worker's process exchanges.</summary>
    public int Endpoints { get; init; } = 1;
}
