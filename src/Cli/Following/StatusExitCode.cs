using MuBench.Cli.Running;
using MuBench.Pipeline.Progress;
using MuBench.Pipeline.Reporting;
using MuBench.Storage;
using MuBench.Viewing;

namespace MuBench.Cli.Following;

/// <summary>The exit code of a run's status, so that a script that reads only the code does not take a bad result for a good one.</summary>
internal static class StatusExitCode
{
    /// <summary>
    /// 0 while the run is in progress and if it is complete. 1 if a result has an alarm or the gate failed; 3 if the budget was used up; 4 if
    /// responses are missing; 2 if the run was rejected, cancelled or interrupted, or has failed.
    /// </summary>
    public static async Task<int> OfAsync(IArtifactStore store, string runId, RunSnapshot snapshot, CancellationToken cancellationToken)
    {
        if (!snapshot.IsEnded)
            return ExitCodes.Done;
        if (snapshot.IsRejected || !RunStates.HasReport(snapshot.State!))
            return ExitCodes.Wrong;
        var report = await FinishedRun.ReadReportAsync(store, runId, cancellationToken).ConfigureAwait(false);
        var models = snapshot.Status?.Models ?? [];
        var hasVoid = report.Models.Any(model => model.Void) || models.Any(model => model.State == ModelStates.Stopped);
        return ResultPrinter.CodeOf(report, hasVoid, snapshot.Status is { IsIncomplete: true }, failInconclusive: false);
    }
}
