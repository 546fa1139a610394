using MuBench.Cli.Datasets;
using MuBench.Contrastive;
using MuBench.Hub;
using MuBench.Hub.Pulling;
using MuBench.Naming;
using MuBench.Storage.Blob;

namespace MuBench.Cli.Models;

/// <summary>Prints a downloaded model: its files, its license, and what to write in a manifest.</summary>
internal static class PulledModelText
{
    public static void Write(HubModel model, IReadOnlyList<HubFile> files, IReadOnlyList<HubFile> downloaded, ModelPullRequest request, ModelTarget target, TextWriter output)
    {
        TextTable.Write(
            output, ["file", "size", "checked by", "hash", ""],
            [.. files.Select(file => new[] { file.Name, SizeOf(file), file.Hash.Name, file.Hash.Hex[..12], downloaded.Contains(file) ? "downloaded" : "was here" })], rightFrom: 5);
        var total = files.All(file => file.Length is not null) ? $", {ByteSize.Text(files.Sum(file => file.Length!.Value))}" : "";
        output.WriteLine($"{files.Count} files{total}.");
        output.WriteLine($"License: {(model.License is { } license ? TextTable.Plain(license) : "the repository states none; ask its authors before you use it")}.{(model.IsGated ? " The repository is gated: its terms apply to you." : "")}");
        if (!model.Name.IsPinned)
            output.WriteLine($"'{TextTable.Plain(model.Name.Revision)}' is the commit {model.Commit} today and may move. To name exactly these files: {HubModelName.Prefix}{model.Name.Repository}@{model.Commit}");
        if (request.Patterns.Count > 0)
            return;
        var id = ManifestNames.IsName(target.Folder.Name) ? target.Folder.Name : "model";
        var precision = request.Precision == ModelPrecisions.Fp32 ? "" : $", \"precision\": \"{request.Precision}\"";
        output.WriteLine($"In a manifest: {{ \"id\": \"{id}\", \"kind\": \"clip\", \"source\": \"{target.Source}\"{precision} }}");
        if (StoreFactory.IsLocal(target.Store))
            output.WriteLine($"To prove it against reference values: mubench model check {Path.Join(target.Store.Description, target.Folder.Value)}");
    }

    private static string SizeOf(HubFile file) => file.Length is { } length ? ByteSize.Text(length) : "";
}
