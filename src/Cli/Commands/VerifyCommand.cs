using System.CommandLine;
using MuBench.Cli.Running;
using MuBench.Pipeline.Verifying;
using MuBench.Storage.Blob;
using MuBench.Viewing;

namespace MuBench.Cli.Commands;

/// <summary><c>mubench verify RUNID</c>: recomputes a report from its inputs, and names every changed file.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var run = new Argument<string>("run") { HelpName = "RUNID", Description = "The run's id ('mubench runs' lists them)." };
        var store = CommonOptions.Store();
        var images = new Option<bool>("--images") { Description = "Hash the image bytes too: gigabytes for a whole dataset." };
        var rescored = new Option<string?>("--rescored") { HelpName = "NAME", Description = "Verify a later scoring of the run ('mubench rescore' names it) instead of its own report." };
        var root = new Option<string?>("--root") { HelpName = "HEX", Description = "A Merkle root that was quoted elsewhere (a paper, an issue, a mail): verification fails if the report has another one." };
        var command = new Command("verify", "Recompute every number of a finished run's report and check its proof.") { run, store, images, rescored, root };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var opened = StoreFactory.Open(parsed.GetValue(store));
            var runId = parsed.GetRequiredValue(run);
            await RunLookup.RequireAsync(opened, runId, cancellationToken).ConfigureAwait(false);
            var request = new VerifyRequest(runId, parsed.GetValue(rescored), parsed.GetValue(images), parsed.GetValue(root));
            var result = await new VerifyRun(OfflineContext.Of(opened)).RunAsync(request, cancellationToken).ConfigureAwait(false);
            VerificationPrinter.Print(result, parsed.InvocationConfiguration.Output);
            return result.IsVerified ? ExitCodes.Done : ExitCodes.ResultNotGood;
        });
        return command;
    }
}
