namespace MuBench.Pipeline.Progress;

/// <summary>What a run is at, in one word.</summary>
public static class RunStates
{
    /// <summary>It was asked for, and no worker has begun it.</summary>
    public const string Queued = "queued";

    /// <summary>It goes on.</summary>
    public const string Running = "running";

    /// <summary>Its report is written.</summary>
    public const string Done = "done";

    /// <summary>The command line that conducted it was stopped by its user; the same command goes on with it.</summary>
    public const string Interrupted = "interrupted";

    /// <summary>It was cancelled on request; submitting the manifest again goes on with it.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>A fault that is not one model's own ended it; submitting the manifest again goes on with it.</summary>
    public const string Failed = "failed";

    /// <summary>Whether a state is the last one of a run, unless somebody starts it again.</summary>
    public static bool IsTerminal(string state) => state is not (Queued or Running);
}
