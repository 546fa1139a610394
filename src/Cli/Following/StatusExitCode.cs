using MuBench.Cli.Running;
using MuBench.Pipeline.Progress;
using MuBench.Pipeline.Reporting;
using MuBench.Storage;

namespace MuBench.Cli.Following;

/// <summary>The exit code of a run's status, so that a script that reads only the code does not take a bad result for a good one.</summary>
internal static class StatusExitCode
{
    /// <summary>
    /// 0 while the run is in progress and if it is complete. 1 if a result is void, has an alarm or lacks responses, or the gate failed;
    /// 3 if the budget was used up; 2 if the run was rejected, cancelled or interrupted, or has failed.
    /// </summary>
    public static async Task<int> OfAsync(IArtifactStore store, string runId, RunSnapshot snapshot, CancellationToken cancellationToken)
    {
        if (!snapshot.IsEnded)
            return ExitCodes.Done;
        if (snapshot.IsRejected || snapshot.State != RunStates.Done)
            return ExitCodes.Wrong;
        var report = await FinishedRun.ReadReportAsync(store, runId, cancellationToken).ConfigureAwait(false);
        var models = snapshot.Status?.Models ?? [];
        var code = ResultPrinter.CodeOf(report, report.Models.Any(model => model.Void) || models.Any(model => model.State == ModelStates.Stopped), failInconclusive: false);
        return code == ExitCodes.Done && models.Any(model => model.Done < model.Questions) ? ExitCodes.ResultNotGood : code;
    }
}
