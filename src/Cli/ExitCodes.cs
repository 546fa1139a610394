namespace MuBench.Cli;

/// <summary>The exit codes of every command.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>A model's result is void or has an alarm, the gate or a parity check failed, a report could not be verified, or what was downloaded as the official release does not pass its checks.</summary>
    public const int ResultNotGood = 1;

    /// <summary>The manifest, the arguments or something they name is wrong.</summary>
    public const int Wrong = 2;

    /// <summary>The budget was used up before every question was asked; what was asked is scored, and nothing is worse than that.</summary>
    public const int OutOfBudget = 3;

    /// <summary>Interrupted; a run can be resumed.</summary>
    public const int Interrupted = 130;
}
