using System.CommandLine;
using MuBench.Cli.Running;
using MuBench.Cli.Telemetry;

namespace MuBench.Cli.Commands;

/// <summary><c>mubench run MANIFEST</c>: evaluates a manifest in this process.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var manifest = new Argument<string>("manifest") { Description = "The manifest file (docs/manifest.md)." };
        var store = CommonOptions.Store();
        var gate = new GateOptions();
        var command = new Command("run", "Run a manifest and write its report.") { manifest, store };
        gate.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            using var export = TelemetryExport.Start(Environment.GetEnvironmentVariable);
            var run = new ManifestRun(parsed.GetValue(manifest)!, parsed.GetValue(store), gate.PrinterOf(parsed));
            return await run.RunAsync().ConfigureAwait(false);
        });
        return command;
    }
}
