using MuBench.Cli.Overriding;
using MuBench.Storage;

namespace MuBench.Cli.Running;

/// <summary>The manifest of a run, and the command that conducts the run.</summary>
/// <param name="Manifest">The manifest.</param>
/// <param name="Command">The command as the user can repeat it, without the store.</param>
/// <param name="File">The manifest's file; null if the manifest is that of a run in the store.</param>
internal sealed record RunSource(CheckedManifest Manifest, string Command, string? File)
{
    /// <summary>The run's id.</summary>
    public string RunId => Manifest.RunId;

    /// <summary>What the process does, for other processes: without the folders of this machine.</summary>
    public string Doing => File is null ? Command : $"mubench run {Path.GetFileName(File)}";

    /// <summary>The manifest of a file, with the changes of the command's options.</summary>
    public static RunSource OfFile(string file, RunOverrides overrides) =>
        new(CheckedManifest.Read(file, overrides), $"mubench run {ShellText.Quote(file)}{overrides}", file);

    /// <summary>The manifest of a run in a store.</summary>
    public static async Task<RunSource> OfRunAsync(IArtifactStore store, string runId, CancellationToken cancellationToken) =>
        new(await CheckedManifest.ReadAsync(store, runId, cancellationToken).ConfigureAwait(false), $"mubench resume {runId}", null);
}
