using System.CommandLine;
using MuBench.Cli.Estimating;
using MuBench.Cli.Overriding;
using MuBench.Cli.Running;
using MuBench.Cli.Telemetry;

namespace MuBench.Cli.Commands;

/// <summary><c>mubench run MANIFEST</c>: evaluates a manifest in this process.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var manifest = new Argument<string>("manifest") { HelpName = "MANIFEST", Description = "The manifest file (docs/manifest.md)." };
        var store = CommonOptions.Store();
        var overrides = new OverrideOptions();
        var dryRun = new Option<bool>("--dry-run") { Description = "Show what would be asked and what it would cost, and ask nothing." };
        var gate = new GateOptions();
        var command = new Command("run", "Run a manifest and write its report.") { manifest, store };
        overrides.AddTo(command);
        command.Options.Add(dryRun);
        gate.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (file, setting) = (parsed.GetRequiredValue(manifest), parsed.GetValue(store));
            if (parsed.GetValue(dryRun))
                return await DryRun.PrintAsync(file, overrides.Of(parsed), setting, parsed.InvocationConfiguration.Output, cancellationToken).ConfigureAwait(false);
            using var export = TelemetryExport.Start(Environment.GetEnvironmentVariable);
            return await new ManifestRun(setting, gate.PrinterOf(parsed)).RunAsync(file, overrides.Of(parsed)).ConfigureAwait(false);
        });
        return command;
    }
}
