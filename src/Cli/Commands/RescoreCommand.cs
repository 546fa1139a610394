using System.CommandLine;
using MuBench.Cli.Running;
using MuBench.Pipeline.Rescoring;
using MuBench.Storage.Blob;
using MuBench.Viewing;

namespace MuBench.Cli.Commands;

/// <summary><c>mubench rescore RUNID</c>: scores a finished run's responses again with this version, and lists the changes.</summary>
internal static class RescoreCommand
{
    public static Command Create()
    {
        var run = new Argument<string>("run") { HelpName = "RUNID", Description = "The run's id ('mubench runs' lists them)." };
        var store = CommonOptions.Store();
        var protocol = new Option<string?>("--protocol") { Description = "official or strict, at the head of the new report. Default: the manifest's." };
        var command = new Command("rescore", "Score a finished run's responses again, beside its own report. No model is asked.") { run, store, protocol };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var opened = StoreFactory.Open(parsed.GetValue(store));
            var runId = parsed.GetRequiredValue(run);
            await RunLookup.RequireAsync(opened, runId, cancellationToken).ConfigureAwait(false);
            var result = await new RescoreRun(OfflineContext.Of(opened))
                .RunAsync(new RescoreRequest(runId, parsed.GetValue(protocol)), cancellationToken).ConfigureAwait(false);
            ChangePrinter.Print(result, opened.Description, parsed.InvocationConfiguration.Output);
            return ExitCodes.Done;
        });
        return command;
    }
}
