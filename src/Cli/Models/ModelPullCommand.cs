using System.CommandLine;
using MuBench.Cli.Commands;
using MuBench.Contrastive;
using MuBench.Hub;
using MuBench.Hub.Pulling;
using MuBench.Storage;
using MuBench.Storage.Blob;
using MuBench.Storage.Disk;

namespace MuBench.Cli.Models;

/// <summary><c>mubench model pull hf:OWNER/NAME@REVISION</c>: downloads a contrastive model into a folder that manifests name.</summary>
internal static class ModelPullCommand
{
    /// <summary>Creates the command.</summary>
    /// <param name="download">Options of the download; null for the defaults.</param>
    public static Command Create(DownloadOptions? download = null)
    {
        var model = new Argument<string>("model")
        {
            HelpName = "hf:OWNER/NAME@REVISION",
            Description = "The repository on the Hub, with a commit, tag or branch. Without a revision: main.",
        };
        var file = new Option<string[]>("--file")
        {
            HelpName = "PATH",
            Description = "A file of the repository, or a pattern with *; may be repeated. Default: the ONNX files, configuration and tokenizer that a 'clip' model needs.",
            AllowMultipleArgumentsPerToken = true,
        };
        var precision = new Option<string>("--precision") { Description = "The export to download.", DefaultValueFactory = _ => ModelPrecisions.Fp32 };
        precision.AcceptOnlyFromAmong([.. ModelPrecisions.All]);
        var name = new Option<string?>("--name") { HelpName = "NAME", Description = "The folder's name under models/ of the store. Default: the repository's name." };
        var output = new Option<string?>("--out") { HelpName = "FOLDER", Description = "A local folder instead of the store, for a manifest beside it." };
        var replace = new Option<bool>("--replace") { Description = "Replace files of the folder that have other content." };
        var (store, mirror, token) = (CommonOptions.Store(), HubOptions.Mirror(), HubOptions.Token());
        var command = new Command("pull", "Download a contrastive model from the Hugging Face Hub; resumable, every file checked by its hash.")
        {
            model, file, precision, name, output, replace, store, mirror, token,
        };
        command.SetAction(async (parsed, _) =>
        {
            var reference = HubModelName.Parse(parsed.GetRequiredValue(model));
            var files = parsed.GetValue(file) ?? [];
            if (files.Length > 0 && parsed.GetResult(precision) is { Implicit: false })
                throw new UserException("--precision chooses files by itself; leave it out, or leave out --file.");
            var request = new ModelPullRequest(reference, files, parsed.GetRequiredValue(precision), parsed.GetValue(replace));
            var access = HubAccess.Of(parsed.GetValue(mirror), parsed.GetValue(token), Environment.GetEnvironmentVariable);
            var target = TargetOf(reference, parsed.GetValue(name), parsed.GetValue(output), parsed.GetValue(store));
            using var interruption = new Interruption();
            await new ModelPulling(access, download ?? new DownloadOptions(), parsed.InvocationConfiguration.Output)
                .RunAsync(request, target, interruption.Draining).ConfigureAwait(false);
            return ExitCodes.Done;
        });
        return command;
    }

    private static ModelTarget TargetOf(HubModelName model, string? name, string? output, string? store)
    {
        if (output is null)
        {
            var path = StoreLayout.Models / (name ?? model.ShortName);
            return new ModelTarget(StoreFactory.Open(store), path, path.Value);
        }

        if (name is not null || store is not null)
            throw new UserException("--out names the whole folder; leave out --name and --store, or leave out --out.");
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(output));
        if (Path.GetDirectoryName(folder) is not { } parent)
            throw new UserException($"--out {output}: name a folder, not the root of the disk.");
        var last = Path.GetFileName(folder);
        return new ModelTarget(new DiskStore(parent), StorePath.Parse(last), $"./{last}");
    }
}
