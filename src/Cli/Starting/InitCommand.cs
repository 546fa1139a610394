using System.CommandLine;
using MuBench.Cli.Commands;
using MuBench.Cli.Validating;
using MuBench.Manifests;
using MuBench.Naming;
using MuBench.Storage.Blob;

namespace MuBench.Cli.Starting;

/// <summary><c>mubench init</c>: writes a commented manifest to begin with, and says what is still to be set.</summary>
internal static class InitCommand
{
    private const string DefaultFile = "manifest.json";
    private const string FallbackName = "evaluation";

    public static Command Create()
    {
        var file = new Argument<string>("file") { HelpName = "FILE", Description = "The manifest to write.", DefaultValueFactory = _ => DefaultFile };
        var template = new Option<string?>("--template") { HelpName = "TEMPLATE", Description = $"What to begin with: {string.Join("; ", ManifestTemplate.All.Select(entry => $"{entry.Name} ({entry.Summary})"))}. Asked on a terminal." };
        template.CompletionSources.Add(_ => ManifestTemplate.All.Select(entry => new System.CommandLine.Completions.CompletionItem(entry.Name)));
        var name = new Option<string?>("--name") { HelpName = "NAME", Description = "The run's name. Default: the name of the current folder." };
        var dataset = new Option<string?>("--dataset") { HelpName = "NAME|./FOLDER", Description = "The dataset: a name in the store, or a folder beside the manifest." };
        var models = new Option<string[]>("--model") { HelpName = "MODEL", AllowMultipleArgumentsPerToken = true, Description = $"The models: any of {string.Join(", ", TemplateModels.Names)}; for clip and finetune, model folders." };
        models.CompletionSources.Add(_ => TemplateModels.Names.Select(entry => new System.CommandLine.Completions.CompletionItem(entry)));
        var force = new Option<bool>("--force") { Description = "Replace an existing file." };
        var store = CommonOptions.Store();
        var command = new Command("init", "Write a commented manifest to begin with.") { file, template, name, dataset, models, force, store };
        command.SetAction((parsed, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(file);
            if (File.Exists(path) && !parsed.GetValue(force))
                throw new UserException($"{path}: the file exists already. Name another file, or replace it with --force.");
            var chosen = parsed.GetValue(template) is { } given ? ManifestTemplate.Named(given) : null;
            var text = Compose(chosen, parsed.GetValue(name), parsed.GetValue(dataset), [.. (parsed.GetValue(models) ?? []).SelectMany(value => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))]);
            return WriteAsync(path, text, parsed.GetValue(store), parsed.InvocationConfiguration.Output, cancellationToken);
        });
        return command;
    }

    private static string Compose(ManifestTemplate? template, string? name, string? dataset, IReadOnlyList<string> models)
    {
        if (template is not null)
            return template.Write(name ?? FolderName(), dataset, models);
        if (!InitQuestions.CanAsk)
            throw new UserException($"Say what to begin with: --template {string.Join('|', ManifestTemplate.All.Select(entry => entry.Name))}. (On a terminal 'mubench init' asks.)");
        template = InitQuestions.Template();
        name ??= InitQuestions.Name(FolderName());
        dataset ??= InitQuestions.Dataset(template);
        return template.Write(name, dataset, models.Count > 0 ? models : InitQuestions.Models(template));
    }

    private static async Task<int> WriteAsync(string path, string text, string? storeSetting, TextWriter output, CancellationToken cancellationToken)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        var reading = ManifestReader.Read(bytes);
        if (reading.Manifest is not { } manifest)
            throw new ManifestException("the new manifest", reading.Faults);
        await OutputFile.WriteAsync(path, bytes, cancellationToken).ConfigureAwait(false);
        await output.WriteLineAsync($"Wrote {path}.").ConfigureAwait(false);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var missing = await ManifestWarnings.OfAsync(manifest, folder, StoreFactory.Open(storeSetting), cancellationToken).ConfigureAwait(false);
        if (missing.Count > 0)
            await output.WriteLineAsync("Still to do:").ConfigureAwait(false);
        foreach (var warning in missing)
            await output.WriteLineAsync($"  {warning.Path}: {warning.Message}").ConfigureAwait(false);
        await output.WriteLineAsync($"""
            Then:
              mubench validate {path}
              mubench check {path}           asks each model one question
              mubench run {path} --limit 5   a first look at few images
              mubench run {path}
            """.ReplaceLineEndings()).ConfigureAwait(false);
        return ExitCodes.Done;
    }

    private static string FolderName() =>
        Path.GetFileName(Environment.CurrentDirectory) is { } folder && ManifestNames.IsName(folder) ? folder : FallbackName;
}
