using System.CommandLine;
using MuBench.Cli.Running;
using MuBench.Cli.Telemetry;

namespace MuBench.Cli.Commands;

/// <summary><c>mubench run MANIFEST</c>: the main job.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var manifest = new Argument<string>("manifest") { Description = "The manifest: what to ask whom (docs/manifest.md)." };
        var store = CommonOptions.Store();
        var junit = new Option<string?>("--junit") { HelpName = "FILE", Description = "Write the gate as JUnit XML too." };
        var inconclusive = new Option<string>("--gate-inconclusive")
        {
            Description = "Whether a gate that cannot be decided from these questions counts as passed (skipped in the JUnit file) or failed.",
            DefaultValueFactory = _ => ResultPrinter.Pass,
        };
        inconclusive.AcceptOnlyFromAmong(ResultPrinter.Pass, ResultPrinter.Fail);
        var command = new Command("run", "Runs a manifest and writes its report.") { manifest, store, junit, inconclusive };
        command.SetAction(async (parsed, _) =>
        {
            using var export = TelemetryExport.Start(Environment.GetEnvironmentVariable);
            var printer = new ResultPrinter(parsed.GetValue(junit), parsed.GetValue(inconclusive) == ResultPrinter.Fail);
            var run = new ManifestRun(parsed.GetValue(manifest)!, parsed.GetValue(store), printer);
            return await run.RunAsync().ConfigureAwait(false);
        });
        return command;
    }
}
