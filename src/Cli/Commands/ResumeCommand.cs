using System.CommandLine;
using MuBench.Cli.Following;
using MuBench.Cli.Running;
using MuBench.Cli.Telemetry;
using MuBench.Pipeline.Progress;
using MuBench.Storage.Blob;
using MuBench.Viewing;

namespace MuBench.Cli.Commands;

/// <summary><c>mubench resume RUNID</c>: asks what is missing in a run, in this process, and writes a new report.</summary>
internal static class ResumeCommand
{
    public static Command Create()
    {
        var run = new Argument<string>("run") { HelpName = "RUNID", Description = "The run's id ('mubench runs' lists them)." };
        var store = CommonOptions.Store();
        var gate = new GateOptions();
        var command = new Command("resume", "Ask the questions of a run that have no response, in this process, and write its report again.") { run, store };
        gate.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            using var export = TelemetryExport.Start(Environment.GetEnvironmentVariable);
            using var interruption = new Interruption();
            var (runId, setting, printer) = (parsed.GetRequiredValue(run), parsed.GetValue(store), gate.PrinterOf(parsed));
            var opened = StoreFactory.Open(setting);
            await RunLookup.RequireAsync(opened, runId, interruption.Draining).ConfigureAwait(false);
            var source = await RunSource.OfRunAsync(opened, runId, interruption.Draining).ConfigureAwait(false);
            var context = source.Manifest.ContextOver(opened);
            var known = await RunSnapshot.ReadAsync(context, runId, interruption.Draining).ConfigureAwait(false);
            if (known is { IsRejected: false, State: RunStates.Done, Status: { IsIncomplete: false } })
            {
                await Console.Out.WriteLineAsync($"Run {runId} is done: every question has a response.").ConfigureAwait(false);
                return await new FollowedRun(context, runId, setting, printer).EndAsync(known).ConfigureAwait(false);
            }

            return await new ManifestRun(setting, printer).RunAsync(source, opened, interruption).ConfigureAwait(false);
        });
        return command;
    }
}
