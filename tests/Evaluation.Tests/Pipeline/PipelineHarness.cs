using MuBench.Datasets;
using MuBench.Endpoints;
using MuBench.Manifests;
using MuBench.Models.Batch;
using MuBench.Models.Http;
using MuBench.Pipeline;
using MuBench.Pipeline.Evaluating;
using MuBench.Pipeline.Looking;
using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Preparing;
using MuBench.Pipeline.Reporting;
using MuBench.Pipeline.Scoring;
using MuBench.Responses;
using MuBench.Retries;
using MuBench.Scoring;
using MuBench.Secrets;
using MuBench.Storage;
using MuBench.Storage.Disk;
using MuBench.TestUtils;
using MuBench.TestUtils.Datasets;
using MuBench.Throttling;

namespace MuBench.Tests.Pipeline;

/// <summary>A store in a temporary folder with a small dataset, and the steps of the pipeline.</summary>
internal sealed class PipelineHarness : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mubench-test-").FullName;
    private readonly ModelPool _pool;

    private PipelineHarness(RetryOptions retry, Func<string, string?> environment, BatchPolling polling, ResponseLimits responses, TimeProvider time)
    {
        Store = new DiskStore(Path.Combine(_folder, "store"));
        Context = new PipelineContext(Store, new SecretResolver(environment), EndpointPolicy.ForCli(null), time) { Retry = retry, Polling = polling, Responses = responses };
        _pool = new ModelPool(Context);
        Inputs = new RunInputs(Context);
        Plan = new PlanRun(Context);
        Prepare = new PrepareModel(Context, _pool);
        Evaluate = new EvaluateShard(Context, _pool, Inputs);
        Score = new ScoreModel(Context, Inputs);
        Report = new WriteReport(Context, Inputs);
    }

    public DiskStore Store { get; }

    public PipelineContext Context { get; }

    public ModelPool Pool => _pool;

    public RunInputs Inputs { get; }

    public PlanRun Plan { get; }

    public PrepareModel Prepare { get; }

    public EvaluateShard Evaluate { get; }

    public ScoreModel Score { get; }

    public WriteReport Report { get; }

    public string RunId { get; private set; } = "";

    public string DatasetFolder => Path.Combine(_folder, "dataset");

    /// <summary>Fast retries without waits for an endpoint: tests check their number and their reasons.</summary>
    public static RetryOptions FastRetry { get; } = new()
    {
        BaseDelay = TimeSpan.FromMilliseconds(5),
        MaxDelay = TimeSpan.FromMilliseconds(400),
        Patience = TimeSpan.Zero,
    };

    public static async Task<PipelineHarness> CreateAsync(
        int images = 4, RetryOptions? retry = null, Func<string, string?>? environment = null, Action<string>? spoil = null, BatchPolling? polling = null,
        ResponseLimits? responses = null, TimeProvider? time = null)
    {
        var harness = new PipelineHarness(retry ?? FastRetry, environment ?? (_ => null), polling ?? new BatchPolling(), responses ?? new ResponseLimits(), time ?? TimeProvider.System);
        TestDataset.Write(harness.DatasetFolder, images);
        spoil?.Invoke(harness.DatasetFolder);
        await DatasetImporter.ImportAsync(harness.Store, "drawn", harness.DatasetFolder, new ImportOptions(), null, TestContext.Current.CancellationToken);
        return harness;
    }

    /// <summary>Stores and plans a manifest whose models are given as JSON.</summary>
    public async Task<RunPlan> PlanAsync(string models, string benchmark = """{ "dataset": "drawn" }""", string more = "")
    {
        var json = System.Text.Encoding.UTF8.GetBytes($$"""{ "name": "test", "benchmark": {{benchmark}}, "models": [ {{models}} ] {{more}} }""");
        var reading = ManifestReader.Read(json);
        Assert.Empty(reading.Faults);
        RunId = MuBench.Manifests.RunId.Of(reading.Manifest!, json);
        await Store.WriteAsync(StoreLayout.RunManifest(RunId), json, TestContext.Current.CancellationToken);
        Inputs.Forget(RunId);
        await Plan.RunAsync(new PlanRunRequest(RunId), TestContext.Current.CancellationToken);
        return (await Inputs.GetAsync(RunId, TestContext.Current.CancellationToken)).Plan;
    }

    /// <summary>Evaluates one shard of the planned run.</summary>
    public Task<EvaluateShardResult> EvaluateAsync(string modelId = "m", int shard = 0) =>
        DrainAsync(modelId, shard, CancellationToken.None);

    /// <summary>Evaluates one shard of the planned run until <paramref name="draining"/> fires.</summary>
    public Task<EvaluateShardResult> DrainAsync(string modelId, int shard, CancellationToken draining) =>
        Evaluate.RunAsync(
            new EvaluateShardRequest(RunId, modelId, shard), new ModelProgress(modelId, 0), draining, TestContext.Current.CancellationToken);

    /// <summary>Runs the planned run, from the first step after planning to the last one.</summary>
    public async Task RunAsync(RunPlan plan)
    {
        foreach (var model in plan.Models)
        {
            var id = model.Manifest.Id;
            var stopReason = (await Prepare.RunAsync(new PrepareModelRequest(plan.RunId, id), TestContext.Current.CancellationToken)).StopReason;
            for (var shard = 0; shard < plan.Shards.Count && stopReason is null; shard++)
                stopReason = (await EvaluateAsync(id, shard)).StopReason;
            await Score.RunAsync(new ScoreModelRequest(plan.RunId, id, stopReason), TestContext.Current.CancellationToken);
        }

        await Report.RunAsync(new WriteReportRequest(plan.RunId), TestContext.Current.CancellationToken);
    }

    /// <summary>Runs the planned run, which is to stop when it knows enough, wave by wave.</summary>
    /// <returns>The plan with what was asked.</returns>
    public async Task<RunPlan> RunWavesAsync(RunPlan plan)
    {
        var stopReasons = plan.Models.ToDictionary(model => model.Manifest.Id, _ => (string?)null);
        foreach (var id in plan.Helpers.Select(helper => plan.Models[helper].Manifest.Id))
        {
            await Prepare.RunAsync(new PrepareModelRequest(plan.RunId, id), TestContext.Current.CancellationToken);
            foreach (var shard in plan.ShardsOf(RunPlan.AllWaves))
                await EvaluateAsync(id, shard);
        }

        IReadOnlyList<int> asked = [.. Enumerable.Range(0, plan.Models.Count)];
        for (var wave = 1; asked.Count > 0; wave++)
        {
            foreach (var id in asked.Select(model => plan.Models[model].Manifest.Id))
            {
                var stopReason = (await Prepare.RunAsync(new PrepareModelRequest(plan.RunId, id), TestContext.Current.CancellationToken)).StopReason;
                foreach (var shard in plan.ShardsOf(wave).TakeWhile(_ => stopReason is null))
                    stopReason = (await EvaluateAsync(id, shard)).StopReason;
                stopReasons[id] = stopReason;
            }

            asked = (await new TakeLook(Context, Inputs).RunAsync(new TakeLookRequest(plan.RunId, wave), TestContext.Current.CancellationToken)).Next;
        }

        foreach (var (id, stopReason) in stopReasons)
            await Score.RunAsync(new ScoreModelRequest(plan.RunId, id, stopReason), TestContext.Current.CancellationToken);
        await Report.RunAsync(new WriteReportRequest(plan.RunId), TestContext.Current.CancellationToken);
        return (await Inputs.GetAsync(plan.RunId, TestContext.Current.CancellationToken)).Plan;
    }

    /// <summary>The response log of one shard.</summary>
    public async Task<IReadOnlyCollection<ResponseRecord>> LogAsync(string modelId = "m", int shard = 0)
    {
        var (plan, _) = await Inputs.GetAsync(RunId, TestContext.Current.CancellationToken);
        var path = StoreLayout.ResponseLog(plan.ModelOf(modelId).Key, plan.Dataset, plan.Revision, shard);
        return [.. (await ResponseLogReader.ReadAsync(Store, path, TestContext.Current.CancellationToken)).Records.Values];
    }

    /// <summary>Copies a folder of the repository into the store as a model.</summary>
    public async Task StoreModelAsync(string name, string folder)
    {
        var root = RepositoryFiles.Path(folder);
        foreach (var file in Directory.GetFiles(root, "*", SearchOption.AllDirectories))
        {
            var path = StorePath.Parse($"{name}/{Path.GetRelativePath(root, file).Replace('\\', '/')}");
            await Store.WriteAsync(path, await File.ReadAllBytesAsync(file), TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The scores of a model.</summary>
    public async Task<ModelScores> ScoresAsync(string modelId)
    {
        var path = StoreLayout.RunScores(RunId, modelId);
        return JsonDocuments.Read((await Store.TryReadAsync(path, TestContext.Current.CancellationToken))!, ScoringJsonContext.Default.ModelScores, path);
    }

    /// <summary>Reasons of the failed questions of one shard.</summary>
    public async Task<IReadOnlyList<QuestionFault>> FaultsAsync(string modelId = "m") =>
        await FaultStore.ReadAsync(Store, RunId, modelId, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _pool.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
