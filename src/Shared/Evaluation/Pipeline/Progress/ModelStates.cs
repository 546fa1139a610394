namespace MuBench.Pipeline.Progress;

/// <summary>The states of a model in a run.</summary>
public static class ModelStates
{
    /// <summary>The model has not started.</summary>
    public const string Queued = "queued";

    /// <summary>Its secrets are resolved, and its weights mixed and loaded.</summary>
    public const string Preparing = "preparing";

    /// <summary>Its server is waking up.</summary>
    public const string Waking = "waking";

    /// <summary>The model is being asked.</summary>
    public const string Evaluating = "evaluating";

    /// <summary>Its endpoint cannot be reached. The model waits for it.</summary>
    public const string Waiting = "waiting";

    /// <summary>Its responses are being scored.</summary>
    public const string Scoring = "scoring";

    /// <summary>The model is scored.</summary>
    public const string Done = "done";

    /// <summary>The model is scored, but its result is void: it could not answer all questions.</summary>
    public const string Stopped = "stopped";

    /// <summary>The model is scored, but not all questions were asked: the run's budget is used up.</summary>
    public const string OutOfBudget = "out of budget";

    /// <summary>The run was interrupted while the model was being asked.</summary>
    public const string Interrupted = "interrupted";
}
