namespace MuBench.Pipeline.Progress;

/// <summary>What a model of a run is at, in one word.</summary>
public static class ModelStates
{
    /// <summary>Its turn has not come.</summary>
    public const string Queued = "queued";

    /// <summary>Its secrets are resolved, its weights mixed and loaded.</summary>
    public const string Preparing = "preparing";

    /// <summary>Its server wakes up.</summary>
    public const string Waking = "waking";

    /// <summary>It is asked.</summary>
    public const string Evaluating = "evaluating";

    /// <summary>Its answers are scored.</summary>
    public const string Scoring = "scoring";

    /// <summary>It is scored.</summary>
    public const string Done = "done";

    /// <summary>It is scored, and void: it could not answer all that it was asked.</summary>
    public const string Stopped = "stopped";

    /// <summary>It is scored, though not asked everything: the run's budget is used up.</summary>
    public const string OutOfBudget = "out of budget";

    /// <summary>The run was interrupted while it was asked.</summary>
    public const string Interrupted = "interrupted";
}
