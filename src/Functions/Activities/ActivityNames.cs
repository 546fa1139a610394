namespace MuBench.Functions.Activities;

/// <summary>The names of the activities. They are part of every stored history: do not change them while runs are in progress.</summary>
internal static class ActivityNames
{
    /// <summary>Plans a run and begins an attempt at it.</summary>
    public const string BeginRun = "BeginRun";

    /// <summary>Prepares a pass of a model.</summary>
    public const string PreparePass = "PreparePass";

    /// <summary>Evaluates a span of shards of a pass.</summary>
    public const string EvaluateSpan = "EvaluateSpan";

    /// <summary>Looks at a run after a wave.</summary>
    public const string TakeLook = "TakeLook";

    /// <summary>Scores a pass of a model.</summary>
    public const string ScorePass = "ScorePass";

    /// <summary>Writes the report.</summary>
    public const string WriteReport = "WriteReport";

    /// <summary>Records why a run failed.</summary>
    public const string FailRun = "FailRun";

    /// <summary>Starts the orchestration that sends the event of a run's end.</summary>
    public const string StartRunEvent = "StartRunEvent";

    /// <summary>Sends the event of a run's end.</summary>
    public const string SendRunEvent = "SendRunEvent";
}
