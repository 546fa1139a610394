namespace MuBench.Cli;

/// <summary>The exit codes of every command.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>
    /// A model's result has an alarm or is void although every question has a response, the gate or a parity check failed, a report could not be verified, or a download of
    /// the official release did not pass its checks.
    /// </summary>
    public const int ResultNotGood = 1;

    /// <summary>The manifest, the arguments or something that they name is wrong.</summary>
    public const int Wrong = 2;

    /// <summary>
    /// The budget was used up before every question was asked. The asked questions are scored, and no worse result applies.
    /// </summary>
    public const int OutOfBudget = 3;

    /// <summary>
    /// The report is written, but questions have no response: a model was stopped, or questions failed. 'mubench resume' asks them, as does
    /// the same command.
    /// </summary>
    public const int Incomplete = 4;

    /// <summary>Interrupted; a run can be continued.</summary>
    public const int Interrupted = 130;
}
