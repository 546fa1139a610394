using System.CommandLine;
using MuBench.Cli.Datasets;
using MuBench.Datasets;
using MuBench.Storage;

namespace MuBench.Cli.Commands;

/// <summary><c>mubench dataset import NAME PATH</c>: prepares a dataset in the store.</summary>
internal static class DatasetImportCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("name") { HelpName = "NAME", Description = "The dataset's name in the store." };
        var paths = new Argument<string[]>("path")
        {
            HelpName = "PATH",
            Description = "A folder or file: the Hub release's *.arrow shards, *.parquet files, a questions.jsonl beside its images, or VLMEvalKit *.tsv tables, of which several may be named.",
            Arity = ArgumentArity.OneOrMore,
        };
        var store = CommonOptions.Store();
        var replace = new Option<bool>("--replace") { Description = "Replace a dataset of this name that has other content." };
        var sha256 = new Option<string[]>("--sha256")
        {
            HelpName = "FILE=HEX",
            Description = "The SHA-256 that a file should have; may be repeated. Checksum files beside the shards are found by themselves.",
            AllowMultipleArgumentsPerToken = true,
        };
        var command = new Command("import", "Import a dataset; the same content again changes nothing.") { name, paths, store, replace, sha256 };
        command.SetAction(async (parsed, _) =>
        {
            var options = new ImportOptions { Replace = parsed.GetValue(replace), ExpectedSha256 = Checksums(parsed.GetValue(sha256) ?? []) };
            return await RunAsync(
                StoreFactory.Open(parsed.GetValue(store)), parsed.GetRequiredValue(name), parsed.GetRequiredValue(paths), options,
                parsed.InvocationConfiguration.Output).ConfigureAwait(false);
        });
        return command;
    }

    private static async Task<int> RunAsync(IArtifactStore store, string name, IReadOnlyList<string> paths, ImportOptions options, TextWriter output)
    {
        using var interruption = new Interruption();
        var display = new ImportDisplay(output, TimeProvider.System);
        var info = await display.ShowAsync(progress => DatasetImporter.ImportAsync(store, name, paths, options, progress, interruption.Draining))
            .ConfigureAwait(false);
        DatasetTable.Write(info, output);
        return ExitCodes.Done;
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
