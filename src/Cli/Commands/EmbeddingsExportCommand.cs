using System.CommandLine;
using MuBench.Cli.Embeddings;
using MuBench.Pipeline.Embeddings;
using MuBench.Storage.Blob;

namespace MuBench.Cli.Commands;

/// <summary><c>mubench embeddings export MANIFEST|RUNID</c>: writes a run's images and captions as vectors, in Parquet.</summary>
internal static class EmbeddingsExportCommand
{
    public static Command Create()
    {
        var run = new Argument<string>("run") { HelpName = "MANIFEST|RUNID", Description = "The manifest file, or the id of a run in the store: it determines the images and texts." };
        var model = new Option<string>("--model") { HelpName = "ID", Description = "The id of a contrastive model of the run.", Required = true };
        var file = new Option<string>("--out") { HelpName = "FILE", Description = "The Parquet file to write.", Required = true };
        var force = new Option<bool>("--force") { Description = "Replace an existing file." };
        var store = CommonOptions.Store();
        var command = new Command("export", "Write the embeddings of a run's images and captions to a Parquet file.") { run, model, file, force, store };
        command.SetAction(async (parsed, _) =>
        {
            using var interruption = new Interruption();
            var output = parsed.InvocationConfiguration.Output;
            var planned = new PlannedRun(StoreFactory.Open(parsed.GetValue(store)), output);
            var runId = await planned.FindAsync(parsed.GetRequiredValue(run), interruption.Draining).ConfigureAwait(false);
            var request = new EmbeddingExportRequest(runId, parsed.GetRequiredValue(model), parsed.GetRequiredValue(file), parsed.GetValue(force));
            var display = new EmbeddingDisplay(output, TimeProvider.System);
            var export = new EmbeddingExport(planned.Context, planned.Inputs);
            var result = await display.ShowAsync(() => export.RunAsync(request, display, interruption.Draining)).ConfigureAwait(false);
            output.WriteLine($"{request.File}: {result.Images:N0} images and {result.Texts:N0} texts, {result.Dimensions} numbers each");
            if (result.Skipped is { } skipped)
                output.WriteLine($"warning: {skipped.Images:N0} images could not be read and were left out, the first: {skipped.Reason}");
            return ExitCodes.Done;
        });
        return command;
    }
}
