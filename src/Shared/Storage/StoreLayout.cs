namespace MuBench.Storage;

/// <summary>The paths of the store, all of them.</summary>
public static class StoreLayout
{
    /// <summary>Uploaded manifests; a new one starts a run.</summary>
    public static StorePath Manifests { get; } = StorePath.Parse("manifests");

    /// <summary>An uploaded manifest.</summary>
    public static StorePath Manifest(string name) => Manifests / $"{name}.json";

    /// <summary>Prepared datasets, one folder each.</summary>
    public static StorePath Datasets { get; } = StorePath.Parse("datasets");

    /// <summary>Model folders.</summary>
    public static StorePath Models { get; } = StorePath.Parse("models");

    /// <summary>The folder of a mixture of two models, by its content hash. Its description is written last; its presence makes it whole.</summary>
    public static StorePath InterpolatedModel(string sha256) => Models / "interpolated" / sha256[..24];

    /// <summary>Response logs, one folder per model key.</summary>
    public static StorePath Responses { get; } = StorePath.Parse("responses");

    /// <summary>Runs, one folder each.</summary>
    public static StorePath Runs { get; } = StorePath.Parse("runs");

    /// <summary>A dataset's folder.</summary>
    public static StorePath Dataset(string name) => Datasets / name;

    /// <summary>A dataset's description: counts, hashes, shard table. Written last; its presence makes the dataset whole.</summary>
    public static StorePath DatasetInfo(string name) => Dataset(name) / "dataset.json";

    /// <summary>A file that holds a dataset's image bytes.</summary>
    public static StorePath Pack(string name, string pack) => Packs(name) / pack;

    /// <summary>The files that hold a dataset's image bytes.</summary>
    public static StorePath Packs(string name) => Dataset(name) / "packs";

    /// <summary>What is being downloaded into a local store, until it is where it belongs: a folder per repository and revision.</summary>
    public static StorePath Download(string repository, string revision) => StorePath.Parse("downloads") / $"{repository.Replace('/', '~')}@{revision}";

    /// <summary>The index of up to 64 consecutive images.</summary>
    public static StorePath Shard(string name, int shard) => Dataset(name) / "shards" / $"{shard:D5}.jsonl.gz";

    /// <summary>The response log of one model for one shard of one dataset revision.</summary>
    public static StorePath ResponseLog(string modelKey, string dataset, string revision, int shard) =>
        Responses / modelKey / $"{dataset}@{revision}" / $"{shard:D5}.jsonl";

    /// <summary>What is known of a model beside its answers.</summary>
    public static StorePath ModelFacts(string modelKey) => Responses / modelKey / "model.json";

    /// <summary>A run's folder.</summary>
    public static StorePath Run(string runId) => Runs / runId;

    /// <summary>The manifest of a run, byte for byte as given.</summary>
    public static StorePath RunManifest(string runId) => Run(runId) / "manifest.json";

    /// <summary>Which store names stand for the manifest's paths that begin with <c>./</c>.</summary>
    public static StorePath RunSources(string runId) => Run(runId) / "sources.json";

    /// <summary>What a run does: resolved models, selected images, denominators.</summary>
    public static StorePath RunPlan(string runId) => Run(runId) / "plan.json";

    /// <summary>How far a run is.</summary>
    public static StorePath RunStatus(string runId) => Run(runId) / "status.json";

    /// <summary>Which process conducts a run: its lease.</summary>
    public static StorePath RunConductor(string runId) => Run(runId) / "conductor.json";

    /// <summary>The latest attempt at a run that several workers evaluate.</summary>
    public static StorePath RunAttempt(string runId) => Run(runId) / "attempt.json";

    /// <summary>What several workers have been through for one model, a line each.</summary>
    public static StorePath RunProgress(string runId, string modelId) => Run(runId) / "progress" / $"{Segment(modelId)}.jsonl";

    /// <summary>Which worker spent a run's budget last.</summary>
    public static StorePath RunBudgetOwner(string runId) => Run(runId) / "progress" / "budget-worker.json";

    /// <summary>What each worker is at in a run, a file each.</summary>
    public static StorePath RunWorkers(string runId) => Run(runId) / "progress" / "workers";

    /// <summary>Why a manifest was not run.</summary>
    public static StorePath RunRejected(string runId) => Run(runId) / "rejected.json";

    /// <summary>Questions of one model and shard that failed in this run, with their reasons.</summary>
    public static StorePath RunFaults(string runId, string modelId, int shard) => Run(runId) / "faults" / Segment(modelId) / $"{shard:D5}.jsonl";

    /// <summary>The faults of one model, a file per shard that had any.</summary>
    public static StorePath RunFaults(string runId, string modelId) => Run(runId) / "faults" / Segment(modelId);

    /// <summary>What a run may have spent on calls without an answer, a folder per model.</summary>
    public static StorePath RunSpending(string runId) => Run(runId) / "spending";

    /// <summary>What a run may have spent on one model's calls without an answer.</summary>
    public static StorePath RunSpending(string runId, string modelId) => RunSpending(runId) / Segment(modelId);

    /// <summary>What a run may have spent on one model's and shard's calls without an answer.</summary>
    public static StorePath RunSpending(string runId, string modelId, int shard) => RunSpending(runId, modelId) / $"{shard:D5}.jsonl";

    /// <summary>The batches of a run.</summary>
    public static StorePath RunBatches(string runId) => Run(runId) / "batches";

    /// <summary>The batches of one model of a run.</summary>
    public static StorePath RunBatches(string runId, string modelId) => RunBatches(runId) / Segment(modelId);

    /// <summary>One batch: its requests, how far it is, and what became of it.</summary>
    public static StorePath RunBatch(string runId, string modelId, int shard, int number) => RunBatches(runId, modelId) / $"{shard:D5}-{number:D3}.json";

    /// <summary>The times that a model's own server was waited for, a file each.</summary>
    public static StorePath RunServer(string runId, string modelId) => Run(runId) / "servers" / Segment(modelId);

    /// <summary>One model's outcomes and scores.</summary>
    public static StorePath RunScores(string runId, string modelId) => Results(runId).Scores(modelId);

    /// <summary>A file of the report: <c>report.json</c>, <c>report.html</c>, <c>report.md</c> or <c>scores.csv</c>.</summary>
    public static StorePath RunReport(string runId, string file) => Results(runId).Report(file);

    /// <summary>What a run's answers were made into: scores, report and proof.</summary>
    public static ResultFolder Results(string runId) => new(Run(runId));

    /// <summary>What the same answers were made into later, a folder each.</summary>
    public static StorePath RunRescored(string runId) => Run(runId) / "rescored";

    /// <summary>What the same answers were made into later.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="name">What made it: protocol, version and commit.</param>
    public static ResultFolder Rescored(string runId, string name) => new(RunRescored(runId) / name);

    // The id of a pass ("gpt#blind") has a mark that would end a URL's path; "~" means nothing in URLs and file names, and is in no id.
    internal static string Segment(string modelId) => modelId.Replace('#', '~');
}
