using System.CommandLine;
using MuBench.Cli.Following;
using MuBench.Pipeline.Reporting;
using MuBench.Reports.Html.Browser;
using MuBench.Storage.Blob;

namespace MuBench.Cli.Commands;

/// <summary>
/// <c>mubench report RUNID</c>: prints the result of a finished run as the <c>run</c> command did, or writes its page again with
/// images at full size.
/// </summary>
internal static class ReportCommand
{
    private const string Thumbnails = "thumbnails";
    private const string Full = "full";
    private const string Files = "files";

    public static Command Create()
    {
        var run = new Argument<string>("run") { HelpName = "RUNID", Description = "The run's id ('mubench runs' lists them)." };
        var store = CommonOptions.Store();
        var gate = new GateOptions();
        var images = new Option<string?>("--images")
        {
            Description = "Write report.html into the folder of --out: with thumbnails; with the images at full size in the page (full); or with links to their files beside it (files).",
        };
        images.AcceptOnlyFromAmong(Thumbnails, Full, Files);
        var folder = new Option<string?>("--out") { HelpName = "DIR", Description = "The folder to write to. It is made if it does not exist." };
        var command = new Command("report", "Print the result of a finished run and where its report is, or write its page again.") { run, store, images, folder };
        gate.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var opened = StoreFactory.Open(parsed.GetValue(store));
            var runId = parsed.GetRequiredValue(run);
            await RunLookup.RequireAsync(opened, runId, cancellationToken).ConfigureAwait(false);
            var result = await FinishedRun.TryReadAsync(opened, runId, cancellationToken).ConfigureAwait(false)
                ?? throw new UserException($"The run '{runId}' has no report yet. Show its status with: mubench status {runId}{StoreArgument.Of(parsed.GetValue(store))}");
            var (asked, path) = (parsed.GetValue(images), parsed.GetValue(folder));
            if (path is null)
            {
                return asked is null
                    ? await gate.PrinterOf(parsed).PrintAsync(opened, result).ConfigureAwait(false)
                    : throw new UserException("--images writes a page: name its folder with --out DIR.");
            }

            var files = await new ReportPage(OfflineContext.Of(opened)).RenderAsync(runId, ImagesOf(asked), cancellationToken).ConfigureAwait(false);
            await OutputFolder.WriteAsync(path, files, cancellationToken).ConfigureAwait(false);
            OutputFolder.List(path, files, parsed.InvocationConfiguration.Output);
            return ExitCodes.Done;
        });
        return command;
    }

    private static PageImages ImagesOf(string? images) => images switch
    {
        Full => PageImages.Full,
        Files => PageImages.Files,
        _ => PageImages.Thumbnails,
    };
}
