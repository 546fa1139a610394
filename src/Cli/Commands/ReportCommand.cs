using System.CommandLine;
using MuBench.Cli.Figures;
using MuBench.Pipeline.Reporting;
using MuBench.Reports.Html.Browser;
using MuBench.Storage.Blob;
using MuBench.Viewing;

namespace MuBench.Cli.Commands;

/// <summary>
/// <c>mubench report RUNID</c>: prints the result of a finished run as the <c>run</c> command did, or writes its page again with
/// images at full size, and its figures and tables for a paper.
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
        var figures = new Option<string?>("--figures") { HelpName = "FORMATS", Description = "Write the figures for a paper, and their captions, into the folder of --out: svg, png, pdf, or several with commas." };
        var tables = new Option<string?>("--tables") { HelpName = "FORMATS", Description = "Write the tables for a paper into the folder of --out: latex, csv, markdown, or several with commas." };
        var folder = new Option<string?>("--out") { HelpName = "DIR", Description = "The folder to write to. It is made if it does not exist." };
        var command = new Command("report", "Print the result of a finished run and where its report is, or write its page, figures and tables.") { run, store, images, figures, tables, folder };
        gate.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var opened = StoreFactory.Open(parsed.GetValue(store));
            var runId = parsed.GetRequiredValue(run);
            await RunLookup.RequireAsync(opened, runId, cancellationToken).ConfigureAwait(false);
            var result = await FinishedRun.TryReadAsync(opened, runId, cancellationToken).ConfigureAwait(false)
                ?? throw new UserException($"The run '{runId}' has no report yet. Show its status with: mubench status {runId}{StoreArgument.Of(parsed.GetValue(store))}");
            var (asked, path) = (parsed.GetValue(images), parsed.GetValue(folder));
            var figureFormats = FormatsOf("--figures", parsed.GetValue(figures), PaperFiles.Svg, PaperFiles.Png, PaperFiles.Pdf);
            var tableFormats = FormatsOf("--tables", parsed.GetValue(tables), PaperFiles.Latex, PaperFiles.Csv, PaperFiles.Markdown);
            var writesPaper = figureFormats.Length + tableFormats.Length > 0;
            if (path is null)
            {
                return asked is null && !writesPaper
                    ? await gate.PrinterOf(parsed).PrintAsync(opened, result).ConfigureAwait(false)
                    : throw new UserException("--images, --figures and --tables write files: name their folder with --out DIR.");
            }

            var files = new List<(string Path, byte[] Content)>();
            if (asked is not null || !writesPaper)
                files.AddRange(await new ReportPage(OfflineContext.Of(opened)).RenderAsync(runId, ImagesOf(asked), cancellationToken).ConfigureAwait(false));
            if (writesPaper)
            {
                var report = await FinishedRun.ReadReportAsync(opened, runId, cancellationToken).ConfigureAwait(false);
                files.AddRange(PaperFiles.Figures(report, figureFormats));
                files.AddRange(PaperFiles.Tables(report, tableFormats));
            }

            await OutputFolder.WriteAsync(path, files, cancellationToken).ConfigureAwait(false);
            OutputFolder.List(path, files, parsed.InvocationConfiguration.Output);
            return ExitCodes.Done;
        });
        return command;
    }

    private static string[] FormatsOf(string option, string? value, params string[] known)
    {
        string[] formats = [.. (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)];
        return Array.Find(formats, format => !known.Contains(format)) is { } unknown
            ? throw new UserException($"{option}: '{unknown}' is not a format; the formats are {string.Join(", ", known)}.")
            : formats;
    }

    private static PageImages ImagesOf(string? images) => images switch
    {
        Full => PageImages.Full,
        Files => PageImages.Files,
        _ => PageImages.Thumbnails,
    };
}
