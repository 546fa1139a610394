using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using MuBench.Datasets;
using MuBench.Endpoints;
using MuBench.Functions.Activities;
using MuBench.Functions.Events;
using MuBench.Pipeline;
using MuBench.Pipeline.Intake;
using MuBench.Pipeline.Progress;
using MuBench.Pipeline.Workers;
using MuBench.Retries;
using MuBench.Scoring;
using MuBench.Secrets;
using MuBench.Storage;
using MuBench.Storage.Disk;
using MuBench.TestUtils.Contrastive;
using MuBench.TestUtils.Datasets;
using MuBench.TestUtils.Processes;

namespace MuBench.Tests.Functions.Orchestrations;

/// <summary>A store with a drawn dataset, and a worker on it.</summary>
internal sealed class RunScene : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mubench-scene-").FullName;
    private readonly RunWorker _worker;
    private readonly RunEventSender _events;

    private RunScene(IArtifactStore? store, WorkerOptions options, EventSettings? events)
    {
        Store = store ?? new DiskStore(Path.Combine(_folder, "store"));
        Context = new PipelineContext(Store, new SecretResolver(name => name == "SCENE_KEY" ? Key : null), EndpointPolicy.ForCli(null), TimeProvider.System)
        {
            Retry = new RetryOptions { BaseDelay = TimeSpan.FromMilliseconds(5), MaxDelay = TimeSpan.FromMilliseconds(400), ServerInterval = TimeSpan.FromMilliseconds(50) },
        };
        _worker = new RunWorker(Context, options);
        _events = RunEventSender.Create(events, Context);
        Activities = new ActivityFunctions(_worker, _events, new MessageLogger<ActivityFunctions>(Logged.Enqueue));
        Statuses = new RunStatusStore(Context);
        Intake = new ManifestIntake(Context);
    }

    /// <summary>The value of <c>secret:scene-key</c>.</summary>
    public const string Key = "sk-canary-3141592653589793";

    public IArtifactStore Store { get; }

    public PipelineContext Context { get; }

    public ActivityFunctions Activities { get; }

    /// <summary>The log lines of the activities.</summary>
    public ConcurrentQueue<(LogLevel Level, string Line)> Logged { get; } = [];

    public RunStatusStore Statuses { get; }

    public ManifestIntake Intake { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Creates the dataset <c>drawn</c> with this number of images, one per shard.</summary>
    public static async Task<RunScene> CreateAsync(int images, IArtifactStore? store = null, WorkerOptions? options = null, EventSettings? events = null)
    {
        var scene = new RunScene(store, options ?? new WorkerOptions(), events);
        var source = Path.Combine(scene._folder, "drawn");
        TestDataset.Write(source, images);
        await DatasetImporter.ImportAsync(scene.Store, "drawn", source, new ImportOptions(), null, Token);
        await FineShards.CutAsync(scene.Store, "drawn", Token);
        return scene;
    }

    /// <summary>Stores the tiny contrastive model under <c>models/</c>.</summary>
    public async Task StoreModelAsync(string name)
    {
        using var model = new TinyModel("separate");
        foreach (var file in Directory.EnumerateFiles(model.Path, "*", SearchOption.AllDirectories))
            await Store.WriteAsync(StorePath.Parse($"models/{name}/" + Path.GetRelativePath(model.Path, file).Replace('\\', '/')), await File.ReadAllBytesAsync(file, Token), Token);
    }

    /// <summary>A manifest for the dataset, with models given as JSON.</summary>
    public static byte[] Manifest(string models, string more = "") =>
        Encoding.UTF8.GetBytes($$"""{ "name": "scene", "benchmark": { "dataset": "drawn" }, "models": [ {{models}} ] {{more}} }""");

    /// <summary>A model behind an endpoint, as JSON.</summary>
    public static string Model(string id, Uri endpoint, string more = "") =>
        $$"""{ "id": "{{id}}", "kind": "openai", "endpoint": "{{endpoint}}", "model": "{{id}}" {{more}} }""";

    /// <summary>Accepts a manifest and returns its run's id.</summary>
    public async Task<string> AcceptAsync(byte[] manifest)
    {
        var accepted = await Intake.AcceptAsync("scene", manifest, Token);
        Assert.Empty(accepted.Faults);
        return accepted.RunId;
    }

    /// <summary>The report of a run without the ids and times, which differ between two runs of the same content.</summary>
    public static async Task<string> ComparableAsync(IArtifactStore store, string runId)
    {
        var report = JsonNode.Parse((await store.TryReadAsync(StoreLayout.RunReport(runId, "report.json"), Token))!)!;
        foreach (var field in (ReadOnlySpan<string>)["id", "startedAt", "finishedAt", "proof"])
            report["run"]!.AsObject().Remove(field);
        return report.ToJsonString();
    }

    /// <summary>The report that <c>mubench run</c> writes for the same manifest, with a new copy of the dataset.</summary>
    public async Task<string> CliReportAsync(byte[] manifest, string runId)
    {
        var store = new DiskStore(Path.Combine(_folder, "cli"));
        foreach (var folder in (StorePath[])[StoreLayout.Datasets, StorePath.Parse("models")])
        {
            await foreach (var item in Store.ListAsync(folder, Token))
                await store.WriteAsync(item.Path, (await Store.TryReadAsync(item.Path, Token))!, Token);
        }

        var file = Path.Combine(_folder, "manifest.json");
        await File.WriteAllBytesAsync(file, manifest, Token);
        var run = await CliProcess.RunAsync(["run", file, "--store", Path.Combine(_folder, "cli")]);
        Assert.True(run.Code is 0 or 1, run.Error + run.Output);
        return await ComparableAsync(store, runId);
    }

    /// <summary>The lines of all response logs.</summary>
    public async Task<IReadOnlyList<string>> ResponsesAsync()
    {
        var texts = await TextsAsync(StoreLayout.Responses);
        return [.. texts.SelectMany(text => text.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Where(line => line.StartsWith("{\"key\"", StringComparison.Ordinal))];
    }

    /// <summary>All claims on shards.</summary>
    public Task<IReadOnlyList<string>> ClaimsAsync() => TextsAsync(StorePath.Parse("claims"));

    private async Task<IReadOnlyList<string>> TextsAsync(StorePath folder)
    {
        var texts = new List<string>();
        await foreach (var item in Store.ListAsync(folder, Token))
            texts.Add(Encoding.UTF8.GetString((await Store.TryReadAsync(item.Path, Token))!));
        return texts;
    }

    /// <summary>The scores of a model.</summary>
    public async Task<MuBench.Scoring.ModelScores> ScoresAsync(string runId, string modelId)
    {
        var path = StoreLayout.RunScores(runId, modelId);
        return JsonDocuments.Read((await Store.TryReadAsync(path, Token))!, ScoringJsonContext.Default.ModelScores, path);
    }

    public async ValueTask DisposeAsync()
    {
        await _worker.DisposeAsync();
        _events.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
