using System.CommandLine;
using MuBench.Cli.Following;
using MuBench.Pipeline.Reporting;
using MuBench.Storage.Blob;

namespace MuBench.Cli.Commands;

/// <summary><c>mubench report RUNID</c>: prints the result of a finished run as the <c>run</c> command did.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var run = new Argument<string>("run") { HelpName = "RUNID", Description = "The run's id ('mubench runs' lists them)." };
        var store = CommonOptions.Store();
        var gate = new GateOptions();
        var command = new Command("report", "Print the result of a finished run and where its report is.") { run, store };
        gate.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var opened = StoreFactory.Open(parsed.GetValue(store));
            var runId = parsed.GetRequiredValue(run);
            await RunLookup.RequireAsync(opened, runId, cancellationToken).ConfigureAwait(false);
            var result = await FinishedRun.TryReadAsync(opened, runId, cancellationToken).ConfigureAwait(false)
                ?? throw new UserException($"The run '{runId}' has no report yet. Show its status with: mubench status {runId}{StoreArgument.Of(parsed.GetValue(store))}");
            return await gate.PrinterOf(parsed).PrintAsync(opened, result).ConfigureAwait(false);
        });
        return command;
    }
}
