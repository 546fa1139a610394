namespace MuBench.Throttling.Fleet;

/// <summary>The state of the control law for all workers of an endpoint together. Amounts of time are seconds.</summary>
/// <remarks>
/// It contains no points in time, because clocks of machines differ. Each worker adds its own elapsed time, divided by the
/// number of active workers; so the sums advance as one clock does.
/// </remarks>
internal sealed record LearnedLimit
{
    /// <summary>Calls in flight of all workers together; null until it is known.</summary>
    public double? Window { get; init; }

    /// <summary>Calls per second of all workers together; null until the first refusal.</summary>
    public double? Pace { get; init; }

    /// <summary>The pace at the last refusal.</summary>
    public double RefusedPace { get; init; }

    /// <summary>How fast the pace returns to that of the last refusal, in calls per second, per second.</summary>
    public double Climb { get; init; }

    /// <summary>How fast the pace grows beyond it, in calls per second, per second.</summary>
    public double ProbeStep { get; init; }

    /// <summary>Number of cuts of the pace. A refusal counts only if its call started after the last one.</summary>
    public long Cuts { get; init; }

    /// <summary>Calls accepted since the last cut.</summary>
    public double AcceptedSinceCut { get; init; }

    /// <summary>Time since the last cut.</summary>
    public double SecondsSinceCut { get; init; }

    /// <summary>Calls before the last cut that were reported as accepted at it or after it, each worker's from its first refusal on.</summary>
    public int AcceptedBeforeCut { get; init; }

    /// <summary>Calls before the last cut that were reported as refused at it or after it, without each worker's first one.</summary>
    public int RefusedBeforeCut { get; init; }

    /// <summary>What was left of the pause that the refusal of the last cut asked for, when it was reported.</summary>
    public double CutPause { get; init; }

    /// <summary>The whole pause that the refusal of the last cut asked for; 0 for none.</summary>
    public double AskedPause { get; init; }

    /// <summary>Time for which the pace does not grow.</summary>
    public double HoldSeconds { get; init; }

    /// <summary>Time for which the endpoint asked for no calls.</summary>
    public double PausedSeconds { get; init; }

    /// <summary>The smallest mean time of a response that any worker saw; null if it is not known.</summary>
    public double? FastestSeconds { get; init; }
}
