namespace MuBench.Pipeline.Progress;

/// <summary>The states of a run.</summary>
public static class RunStates
{
    /// <summary>The run was requested, but no worker has started it.</summary>
    public const string Queued = "queued";

    /// <summary>The run is in progress.</summary>
    public const string Running = "running";

    /// <summary>Its report is written.</summary>
    public const string Done = "done";

    /// <summary>
    /// Its report is written, but questions have no response: a model was stopped, questions failed, or the budget was used up. Submitting
    /// the manifest again, or resuming the run, asks what is missing and writes a new report.
    /// </summary>
    public const string Incomplete = "incomplete";

    /// <summary>The user stopped the command line that conducted the run; the same command continues it.</summary>
    public const string Interrupted = "interrupted";

    /// <summary>The run was cancelled on request; submitting the manifest again continues it.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>A fault that does not belong to one model ended the run; submitting the manifest again continues it.</summary>
    public const string Failed = "failed";

    /// <summary>All states.</summary>
    public static IReadOnlyList<string> All { get; } = [Queued, Running, Done, Incomplete, Interrupted, Cancelled, Failed];

    /// <summary>Whether a run in this state has ended, unless it is started again.</summary>
    public static bool IsTerminal(string state) => state is not (Queued or Running);

    /// <summary>Whether a run in this state has a report of its present attempt.</summary>
    public static bool HasReport(string state) => state is Done or Incomplete;
}
