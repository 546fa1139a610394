using System.CommandLine;
using MuBench.Cli.Validating;
using MuBench.Endpoints;
using MuBench.Manifests;
using MuBench.Pipeline.Planning;
using MuBench.Storage.Blob;

namespace MuBench.Cli.Commands;

/// <summary><c>mubench validate MANIFEST</c>: lists all faults of a manifest, and what it lacks on this machine. Calls no model and no remote store.</summary>
internal static class ValidateCommand
{
    public static Command Create()
    {
        var manifest = new Argument<string>("manifest") { HelpName = "MANIFEST", Description = "The manifest file (JSON, comments allowed)." };
        var store = CommonOptions.Store();
        var command = new Command("validate", "Check a manifest and list its faults, and what it lacks on this machine.") { manifest, store };
        command.SetAction((result, cancellationToken) => RunAsync(
            result.GetRequiredValue(manifest), result.GetValue(store), result.InvocationConfiguration.Output, result.InvocationConfiguration.Error, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string path, string? storeSetting, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var bytes = ManifestFile.Read(path);
        var endpoints = EndpointPolicy.ForCli(Environment.GetEnvironmentVariable(EndpointPolicy.Setting));
        var reading = ManifestReader.Read(bytes, endpoints);
        foreach (var fault in reading.Faults)
            await error.WriteLineAsync($"{path}: {fault}").ConfigureAwait(false);
        if (reading.Manifest is not { } manifest)
            return ExitCodes.Wrong;
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var missing = await ManifestWarnings.OfAsync(manifest, folder, StoreFactory.Open(storeSetting), cancellationToken).ConfigureAwait(false);
        foreach (var warning in missing.Select(warning => warning.ToString()).Concat(OutputLimits.Warnings(manifest)))
            await error.WriteLineAsync($"{path}: warning: {warning}").ConfigureAwait(false);
        await output.WriteLineAsync($"ok: {RunId.Of(manifest, bytes)}, {Count(manifest.Models.Count)}, tasks {string.Join(", ", manifest.Benchmark.Tasks)}").ConfigureAwait(false);
        return ExitCodes.Done;
    }

    private static string Count(int models) => models == 1 ? "1 model" : $"{models} models";
}
