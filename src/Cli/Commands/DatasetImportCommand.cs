using System.CommandLine;
using MuBench.Cli.Datasets;
using MuBench.Datasets;
using MuBench.Datasets.Release;
using MuBench.Hub;
using MuBench.Imaging.Display;
using MuBench.Storage;
using MuBench.Storage.Blob;

namespace MuBench.Cli.Commands;

/// <summary><c>mubench dataset import NAME [PATH]</c>: prepares a dataset in the store.</summary>
internal static class DatasetImportCommand
{
    /// <summary>Creates the command.</summary>
    /// <param name="release">The release that is imported if no path is given; null for the official release of μ-Bench.</param>
    /// <param name="download">Options of the download; null for the defaults.</param>
    public static Command Create(ReleaseDescription? release = null, DownloadOptions? download = null)
    {
        release ??= OfficialRelease.Description;
        var name = new Argument<string>("name") { HelpName = "NAME", Description = "The dataset's name in the store: 1 to 64 letters, digits, '.', '_' and '-'." };
        var paths = new Argument<string[]>("path")
        {
            HelpName = "PATH",
            Description = "A folder or file: the Hub release's *.arrow shards, *.parquet files, a questions.jsonl or questions.csv beside its images, or VLMEvalKit *.tsv tables (several may be named). "
                + $"Without it, '{release.Name}' is the official release of {release.Title}, downloaded from the Hugging Face Hub.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var store = CommonOptions.Store();
        var replace = new Option<bool>("--replace") { Description = "Replace a dataset of this name that has different content." };
        var sha256 = new Option<string[]>("--sha256")
        {
            HelpName = "FILE=HEX",
            Description = "The SHA-256 that a file should have; may be repeated. Checksum files beside the shards are found automatically.",
            AllowMultipleArgumentsPerToken = true,
        };
        var (mirror, token, display) = (HubOptions.Mirror(), HubOptions.Token(), Display());
        var command = new Command("import", "Import a dataset; the same content again changes nothing.") { name, paths, store, replace, sha256, display, mirror, token };
        command.SetAction(async (parsed, _) =>
        {
            var (named, from, checksums) = (parsed.GetRequiredValue(name), parsed.GetValue(paths) ?? [], parsed.GetValue(sha256) ?? []);
            DatasetNames.Check(named);
            CheckTogether(named, from.FirstOrDefault(), checksums, parsed.GetValue(mirror) ?? parsed.GetValue(token), release);
            var rule = RuleOf(parsed.GetValue(display), from.FirstOrDefault());
            var opened = StoreFactory.Open(parsed.GetValue(store));
            var output = parsed.InvocationConfiguration.Output;
            if (from.Length > 0)
            {
                var options = new ImportOptions { Replace = parsed.GetValue(replace), ExpectedSha256 = Checksums(checksums), Release = release, Display = rule };
                return await RunAsync(opened, named, from, options, output).ConfigureAwait(false);
            }

            var access = HubAccess.Of(parsed.GetValue(mirror), parsed.GetValue(token), Environment.GetEnvironmentVariable);
            var import = new ReleaseImport(release, download ?? new DownloadOptions(), output);
            return await RunAsync(import, opened, access, parsed.GetValue(replace), output).ConfigureAwait(false);
        });
        return command;
    }

    private static Option<string?> Display() => new("--display")
    {
        HelpName = "RULE",
        Description = $"How images of more than 8 bits per sample are shown to models, unless a manifest sets it: {DisplayRule.Expected}. Default: '{DisplayRule.Default}'.",
    };

    private static async Task<int> RunAsync(IArtifactStore store, string name, IReadOnlyList<string> paths, ImportOptions options, TextWriter output)
    {
        using var interruption = new Interruption();
        var display = new ImportDisplay(output, TimeProvider.System);
        var info = await display.ShowAsync(progress => DatasetImporter.ImportAsync(store, name, paths, options, progress, interruption.Draining))
            .ConfigureAwait(false);
        DatasetTable.Write(info, output);
        return ExitCodes.Done;
    }

    private static async Task<int> RunAsync(ReleaseImport import, IArtifactStore store, HubAccess access, bool replace, TextWriter output)
    {
        using var interruption = new Interruption();
        var info = await import.RunAsync(store, access, replace, interruption.Draining).ConfigureAwait(false);
        DatasetTable.Write(info, output);
        return info.IsOfficial ? ExitCodes.Done : ExitCodes.ResultNotGood;
    }

    private static void CheckTogether(string name, string? path, string[] sha256, string? download, ReleaseDescription release)
    {
        if (path is not null && download is not null)
            throw new UserException("--mirror and --token are for the download of the official release; leave them out, or leave out PATH.");
        if (path is null && name != release.Name)
        {
            throw new UserException(
                $"Give the path of '{name}': mubench dataset import {name} PATH. Without a path, only '{release.Name}' is known: the official release of {release.Title}.");
        }

        if (path is null && sha256.Length > 0)
            throw new UserException("--sha256 is for files of your own: the hashes of the official release are known.");
    }

    private static DisplayRule? RuleOf(string? text, string? path)
    {
        if (text is null)
            return null;
        if (path is null)
            throw new UserException("--display is for datasets of your own: the official release is shown as the authors' loader makes it, unless benchmark.display of a manifest says otherwise.");
        return DisplayRule.TryParse(text, out var rule) ? rule : throw new UserException($"--display '{text}': expected {DisplayRule.Expected}.");
    }

    private static Dictionary<string, string> Checksums(IEnumerable<string> pairs)
    {
        var checksums = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in pairs)
        {
            var equals = pair.LastIndexOf('=');
            if (equals <= 0 || !checksums.TryAdd(pair[..equals], pair[(equals + 1)..]))
                throw new UserException($"--sha256 {pair}: expected FILE=HEX, once per file.");
        }

        return checksums;
    }
}
