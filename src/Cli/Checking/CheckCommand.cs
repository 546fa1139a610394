using System.CommandLine;
using MuBench.Cli.Commands;
using MuBench.Cli.Embeddings;
using MuBench.Cli.Overriding;
using MuBench.Cli.Validating;
using MuBench.Manifests;
using MuBench.Pipeline.Checking;
using MuBench.Pipeline.Planning;
using MuBench.Retries;
using MuBench.Storage;
using MuBench.Storage.Blob;

namespace MuBench.Cli.Checking;

/// <summary><c>mubench check MANIFEST</c>: asks each model about one image of the dataset before money is spent on all of them.</summary>
internal static class CheckCommand
{
    /// <summary>The longest time for one model, beyond its own timeout.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(15);

    private static readonly string[] Folders = ["source", "base", "tuned"];

    public static Command Create()
    {
        var manifest = new Argument<string>("manifest") { HelpName = "MANIFEST", Description = "The manifest file (docs/manifest.md)." };
        var store = CommonOptions.Store();
        var models = new Option<string[]>("--model") { HelpName = "ID", Description = "Check only this model. Repeat it for several." };
        var command = new Command("check", "Ask each model about one image, before a run: keys, endpoints, folders, answers, tokens, prices. The answers count for the run.") { manifest, store, models };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetRequiredValue(manifest), parsed.GetValue(models) ?? [], parsed.GetValue(store), parsed.InvocationConfiguration.Output, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string file, string[] models, string? storeSetting, TextWriter output, CancellationToken cancellationToken)
    {
        var whole = CheckedManifest.Read(file).Manifest;
        var store = StoreFactory.Open(storeSetting);
        var planned = new PlannedRun(store, output);
        var asked = whole.Models.Where(model => models.Length == 0 || models.Contains(model.Id, StringComparer.Ordinal)).ToList();
        var missing = await MissingFoldersAsync(whole, file, store, cancellationToken).ConfigureAwait(false);
        var ids = asked.Select(model => model.Id).Except(missing.Select(check => check.Id), StringComparer.Ordinal).ToList();
        missing = [.. missing.Where(check => asked.Exists(model => model.Id == check.Id))];
        // An unknown --model is left to the manifest's reader, which names the nearest.
        if (ids.Count == 0 && missing.Count > 0)
            return CheckPrinter.Print(missing, RunId.Of(whole, ManifestFile.Read(file)), output);
        var runId = await planned.PlanAsync(file, ExcerptOf(whole, ids.Count == 0 ? models : ids), cancellationToken).ConfigureAwait(false);
        var (plan, _) = await planned.Inputs.GetAsync(runId, cancellationToken).ConfigureAwait(false);
        await output.WriteLineAsync($"Asking each model {(plan.Questions == 1 ? "one question" : $"{plan.Questions} questions")} about one image of '{plan.DatasetTitle}'.").ConfigureAwait(false);
        foreach (var warning in OutputLimits.Warnings(plan))
            await output.WriteLineAsync(warning).ConfigureAwait(false);
        // A check does not wait long for what may be a wrong address, or for a rate limit that lets nothing through.
        var context = planned.Context with { Retry = new RetryOptions { Attempts = 2, Patience = TimeSpan.Zero, FirstPatience = TimeSpan.Zero, MaxRateLimitWait = TimeSpan.FromSeconds(30) } };
        var limit = TimeSpan.FromSeconds(plan.Models.Max(model => model.Manifest.TimeoutSeconds)) + Margin;
        var checks = await new CheckModels(context).RunAsync(runId, limit, cancellationToken).ConfigureAwait(false);
        return CheckPrinter.Print([.. checks, .. missing], plan.Manifest.Excerpt!.Of, output);
    }

    /// <summary>The models whose folders are absent, which planning refuses.</summary>
    private static async Task<IReadOnlyList<ModelCheck>> MissingFoldersAsync(RunManifest manifest, string file, IArtifactStore store, CancellationToken cancellationToken)
    {
        var warnings = await ManifestWarnings.OfAsync(manifest, Path.GetDirectoryName(Path.GetFullPath(file))!, store, cancellationToken).ConfigureAwait(false);
        return [.. manifest.Models.Index()
            .Select(model => (model.Item.Id, Faults: warnings.Where(warning => Folders.Contains(warning.Path.Replace($"$.models[{model.Index}].", "", StringComparison.Ordinal))).Select(warning => warning.Message).ToList()))
            .Where(model => model.Faults.Count > 0)
            .Select(model => new ModelCheck(model.Id, "none", "not asked", "", "", model.Faults, []))];
    }

    // A task with one question per image is enough to see whether a model answers. Batches would take a day.
    private static RunOverrides ExcerptOf(RunManifest manifest, IReadOnlyList<string> models)
    {
        var tasks = manifest.Benchmark.Tasks;
        var task = tasks.FirstOrDefault(task => task.Split('/')[0] == "fine")
            ?? tasks.FirstOrDefault(task => task.Split('/')[0] is not ("coarse" or "localization"))
            ?? tasks[0];
        return new RunOverrides(1, [task], models, [.. manifest.Models.Where(model => model.IsBatch).Select(model => $"models.{manifest.Models.Index().First(entry => entry.Item == model).Index}.delivery=online")]);
    }
}
