using System.CommandLine;
using MuBench.Cli.Exports;
using MuBench.Endpoints;
using MuBench.Exports;
using MuBench.Pipeline;
using MuBench.Secrets;
using MuBench.Storage.Blob;
using MuBench.Viewing;

namespace MuBench.Cli.Commands;

/// <summary><c>mubench export RUNID</c>: writes every scored question of a finished run in a format of other programs.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var run = new Argument<string>("run") { HelpName = "RUNID", Description = "A finished run's id ('mubench runs' lists them)." };
        var format = new Option<string>("--format") { Description = "The format; see docs/exports.md.", Required = true };
        format.AcceptOnlyFromAmong([.. ExportFormats.All]);
        var target = new Option<string?>("--out")
        {
            HelpName = "PATH",
            Description = "The file to write; for inspect, lm-eval and lmms-eval the folder. Default: a name made from the run's id.",
        };
        var models = new Option<string[]>("--model") { HelpName = "ID", Description = "A model with its passes, or one pass ('gpt#blind'); may be repeated. Default: all.", AllowMultipleArgumentsPerToken = true };
        var force = new Option<bool>("--force") { Description = "Replace existing files." };
        var images = new Option<bool>("--images") { Description = "Put the images into Inspect logs, as they were sent." };
        var store = CommonOptions.Store();
        var command = new Command("export", "Write every scored question of a finished run as JSON Lines, Parquet, Inspect logs or harness results.") { run, format, target, models, images, force, store };
        command.SetAction(async (parsed, _) =>
        {
            using var interruption = new Interruption();
            var opened = StoreFactory.Open(parsed.GetValue(store));
            var (runId, form) = (parsed.GetRequiredValue(run), parsed.GetRequiredValue(format));
            await RunLookup.RequireAsync(opened, runId, interruption.Draining).ConfigureAwait(false);
            var request = new ExportRequest(
                runId, form, parsed.GetValue(target) ?? ExportTarget.Default(runId, form), parsed.GetValue(models) ?? [], parsed.GetValue(force), parsed.GetValue(images));
            var context = new PipelineContext(
                opened, new SecretResolver(_ => null), EndpointPolicy.ForCli(null), TimeProvider.System);
            var display = new ExportDisplay(parsed.InvocationConfiguration.Output, TimeProvider.System);
            var result = await display.ShowAsync(() => new ExportRun(context, new RunInputs(context)).RunAsync(request, display, interruption.Draining)).ConfigureAwait(false);
            display.Write(request, result);
            return ExitCodes.Done;
        });
        return command;
    }
}
