namespace MuBench.Functions.Triggers;

/// <summary>The result of a request to start a run.</summary>
internal enum StartOutcome
{
    /// <summary>The run was started.</summary>
    Started,

    /// <summary>The run was incomplete, had been cancelled or had failed, and continues from its response log.</summary>
    Resumed,

    /// <summary>The run is already running.</summary>
    Running,

    /// <summary>The run has ended, and the request is not newer than its end.</summary>
    Ended,
}
