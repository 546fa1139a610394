using System.CommandLine;
using MuBench.Endpoints;
using MuBench.Manifests;
using MuBench.Pipeline.Planning;

namespace MuBench.Cli.Commands;

/// <summary><c>mubench validate MANIFEST</c>: lists all faults of a manifest. Uses no store and no model.</summary>
internal static class ValidateCommand
{
    public static Command Create()
    {
        var manifest = new Argument<string>("manifest") { HelpName = "MANIFEST", Description = "The manifest file (JSON, comments allowed)." };
        var command = new Command("validate", "Check a manifest and list its faults.") { manifest };
        command.SetAction(result => Run(
            result.GetRequiredValue(manifest), result.InvocationConfiguration.Output, result.InvocationConfiguration.Error));
        return command;
    }

    private static int Run(string path, TextWriter output, TextWriter error)
    {
        var bytes = ManifestFile.Read(path);
        var endpoints = EndpointPolicy.ForCli(Environment.GetEnvironmentVariable(EndpointPolicy.Setting));
        var reading = ManifestReader.Read(bytes, endpoints);
        foreach (var fault in reading.Faults)
            error.WriteLine($"{path}: {fault}");
        if (reading.Manifest is not { } manifest)
            return ExitCodes.Wrong;
        foreach (var warning in OutputLimits.Warnings(manifest))
            error.WriteLine($"{path}: warning: {warning}");
        output.WriteLine($"ok: {RunId.Of(manifest, bytes)}, {Count(manifest.Models.Count)}, tasks {string.Join(", ", manifest.Benchmark.Tasks)}");
        return ExitCodes.Done;
    }

    private static string Count(int models) => models == 1 ? "1 model" : $"{models} models";
}
