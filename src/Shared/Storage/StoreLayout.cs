namespace MuBench.Storage;

/// <summary>Defines all paths of the store.</summary>
public static class StoreLayout
{
    /// <summary>The folder of uploaded manifests. A new manifest starts a run.</summary>
    public static StorePath Manifests { get; } = StorePath.Parse("manifests");

    /// <summary>An uploaded manifest.</summary>
    public static StorePath Manifest(string name) => Manifests / $"{name}.json";

    /// <summary>The folder of prepared datasets, with one folder per dataset.</summary>
    public static StorePath Datasets { get; } = StorePath.Parse("datasets");

    /// <summary>The folder of model folders.</summary>
    public static StorePath Models { get; } = StorePath.Parse("models");

    /// <summary>
    /// The folder of a mixture of models, by its content hash. Its description is written last, so its presence means a complete
    /// folder.
    /// </summary>
    public static StorePath InterpolatedModel(string sha256) => Models / "interpolated" / sha256[..24];

    /// <summary>The folder of response logs, with one folder per model key.</summary>
    public static StorePath Responses { get; } = StorePath.Parse("responses");

    /// <summary>The notes and tags on the questions of a dataset.</summary>
    public static StorePath Notes(string dataset) => StorePath.Parse("notes") / $"{dataset}.json";

    /// <summary>The folder of runs, with one folder per run.</summary>
    public static StorePath Runs { get; } = StorePath.Parse("runs");

    /// <summary>The folder of the limits that processes share, with one file per endpoint, model and key.</summary>
    public static StorePath Endpoints { get; } = StorePath.Parse("endpoints");

    /// <summary>The list of all runs, derived from their folders.</summary>
    public static StorePath RunIndex { get; } = StorePath.Parse("index/runs/index.json");

    /// <summary>The folder of the journals that announce changes of runs, with one file per day.</summary>
    public static StorePath RunChanges() => StorePath.Parse("index/runs/changes");

    /// <summary>The journal of one day.</summary>
    /// <param name="day">The day, as in <c>2026-11-03</c>.</param>
    public static StorePath RunChanges(string day) => RunChanges() / $"{day}.jsonl";

    /// <summary>A dataset's folder.</summary>
    public static StorePath Dataset(string name) => Datasets / name;

    /// <summary>
    /// A dataset's description: counts, hashes, shard table. It is written last, so its presence means a complete dataset.
    /// </summary>
    public static StorePath DatasetInfo(string name) => Dataset(name) / "dataset.json";

    /// <summary>A file with image bytes of a dataset.</summary>
    public static StorePath Pack(string name, string pack) => Packs(name) / pack;

    /// <summary>The folder of the files with a dataset's image bytes.</summary>
    public static StorePath Packs(string name) => Dataset(name) / "packs";

    /// <summary>The folder of unfinished downloads into a local store, with one folder per repository and revision.</summary>
    public static StorePath Download(string repository, string revision) => StorePath.Parse("downloads") / $"{repository.Replace('/', '~')}@{revision}";

    /// <summary>The index of one shard of up to 64 consecutive items.</summary>
    public static StorePath Shard(string name, int shard) => Dataset(name) / "shards" / $"{shard:D5}.jsonl.gz";

    /// <summary>The response log of one model for one shard of one dataset revision.</summary>
    public static StorePath ResponseLog(string modelKey, string dataset, string revision, int shard) =>
        Responses / modelKey / $"{dataset}@{revision}" / $"{shard:D5}.jsonl";

    /// <summary>Who asks which shards now.</summary>
    public static StorePath Claims { get; } = StorePath.Parse("claims");

    /// <summary>The leases of the worker processes of services.</summary>
    public static StorePath Workers { get; } = StorePath.Parse("workers");

    /// <summary>The claim of the process that asks a model the questions of a shard.</summary>
    public static StorePath ShardClaim(string modelKey, string dataset, string revision, int shard) =>
        Claims / modelKey / $"{dataset}@{revision}" / $"{shard:D5}.json";

    /// <summary>The claim of the worker that scores a model of a run beside its last answer, and writes the report.</summary>
    public static StorePath EndClaim(string runId, string modelId) => Claims / "runs" / runId / $"{Segment(modelId)}.json";

    /// <summary>The lease of a worker process of a service.</summary>
    public static StorePath WorkerLease(string worker) => Workers / $"{worker}.json";

    /// <summary>Facts about a model beside its responses.</summary>
    public static StorePath ModelFacts(string modelKey) => Responses / modelKey / "model.json";

    /// <summary>The limit that processes share at one endpoint.</summary>
    public static StorePath Endpoint(string name) => Endpoints / $"{name}.json";

    /// <summary>A run's folder.</summary>
    public static StorePath Run(string runId) => Runs / runId;

    /// <summary>The manifest of a run, byte for byte as submitted.</summary>
    public static StorePath RunManifest(string runId) => Run(runId) / "manifest.json";

    /// <summary>The names in the store that replace the manifest's paths that begin with <c>./</c>.</summary>
    public static StorePath RunSources(string runId) => Run(runId) / "sources.json";

    /// <summary>The plan of a run: resolved models, selected images, denominators.</summary>
    public static StorePath RunPlan(string runId) => Run(runId) / "plan.json";

    /// <summary>A look at a run that stops when it knows enough.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="look">Number of the look and of the wave before it, from 1.</param>
    public static StorePath RunLook(string runId, int look) => Run(runId) / "looks" / $"{look:D3}.json";

    /// <summary>Answers of other runs that make the estimates of a sampled run more precise.</summary>
    public static StorePath RunHelpers(string runId) => Run(runId) / "helpers.json";

    /// <summary>The status of a run.</summary>
    public static StorePath RunStatus(string runId) => Run(runId) / "status.json";

    /// <summary>The lease of the process that conducts a run.</summary>
    public static StorePath RunConductor(string runId) => Run(runId) / "conductor.json";

    /// <summary>The latest attempt at a run that several workers evaluate.</summary>
    public static StorePath RunAttempt(string runId) => Run(runId) / "attempt.json";

    /// <summary>The journal of one model that several workers evaluate, one line per event.</summary>
    public static StorePath RunProgress(string runId, string modelId) => Run(runId) / "progress" / $"{Segment(modelId)}.jsonl";

    /// <summary>The worker that last spent from a run's budget.</summary>
    public static StorePath RunBudgetOwner(string runId) => Run(runId) / "progress" / "budget-worker.json";

    /// <summary>A run's budget as its workers share it.</summary>
    public static StorePath RunBudget(string runId) => Run(runId) / "progress" / "budget.json";

    /// <summary>The folder of the workers' states in a run, with one file per worker.</summary>
    public static StorePath RunWorkers(string runId) => Run(runId) / "progress" / "workers";

    /// <summary>Why a manifest was rejected.</summary>
    public static StorePath RunRejected(string runId) => Run(runId) / "rejected.json";

    /// <summary>The failed questions of one model and shard in this run, with reasons.</summary>
    public static StorePath RunFaults(string runId, string modelId, int shard) => Run(runId) / "faults" / Segment(modelId) / $"{shard:D5}.jsonl";

    /// <summary>The folder of one model's faults, with one file per shard that has any.</summary>
    public static StorePath RunFaults(string runId, string modelId) => Run(runId) / "faults" / Segment(modelId);

    /// <summary>The folder of possible spending on calls without a response, with one folder per model.</summary>
    public static StorePath RunSpending(string runId) => Run(runId) / "spending";

    /// <summary>The folder of possible spending on one model's calls without a response.</summary>
    public static StorePath RunSpending(string runId, string modelId) => RunSpending(runId) / Segment(modelId);

    /// <summary>The possible spending on calls without a response, of one model and shard.</summary>
    public static StorePath RunSpending(string runId, string modelId, int shard) => RunSpending(runId, modelId) / $"{shard:D5}.jsonl";

    /// <summary>The folder of a run's batches.</summary>
    public static StorePath RunBatches(string runId) => Run(runId) / "batches";

    /// <summary>The folder of one model's batches.</summary>
    public static StorePath RunBatches(string runId, string modelId) => RunBatches(runId) / Segment(modelId);

    /// <summary>One batch: its requests, its state and its result.</summary>
    public static StorePath RunBatch(string runId, string modelId, int shard, int number) => RunBatches(runId, modelId) / $"{shard:D5}-{number:D3}.json";

    /// <summary>The folder of the waits for a model's own server, with one file per wait.</summary>
    public static StorePath RunServer(string runId, string modelId) => Run(runId) / "servers" / Segment(modelId);

    /// <summary>One model's outcomes and scores.</summary>
    public static StorePath RunScores(string runId, string modelId) => Results(runId).Scores(modelId);

    /// <summary>A file of the report: <c>report.json</c>, <c>report.html</c>, <c>report.md</c> or <c>scores.csv</c>.</summary>
    public static StorePath RunReport(string runId, string file) => Results(runId).Report(file);

    /// <summary>The results of a run: scores, report and proof.</summary>
    public static ResultFolder Results(string runId) => new(Run(runId));

    /// <summary>The folder of later scorings of the same responses, with one folder per scoring.</summary>
    public static StorePath RunRescored(string runId) => Run(runId) / "rescored";

    /// <summary>The results of a later scoring of the same responses.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="name">The name of the scoring: protocol, version and commit.</param>
    public static ResultFolder Rescored(string runId, string name) => new(RunRescored(runId) / name);

    // The id of a pass ("gpt#blind") contains '#', which would end the path of a URL. '~' is safe in URLs and file names, and
    // occurs in no id.
    internal static string Segment(string modelId) => modelId.Replace('#', '~');
}
