using MuBench.Datasets;
using MuBench.Manifests.Requests;
using MuBench.Naming;
using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Reporting;
using MuBench.Pipeline.Scoring;
using MuBench.Reports;
using MuBench.Scoring;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.Results;
using MuBench.Storage;
using MuBench.Versions;

namespace MuBench.Pipeline.Comparing;

/// <summary>A run of the store, for its questions and outcomes.</summary>
internal sealed class AskedRun
{
    private readonly IArtifactStore _store;
    private readonly DatasetReader _reader;

    private AskedRun(IArtifactStore store, RunPlan plan, DatasetReader reader) => (_store, Plan, _reader) = (store, plan, reader);

    /// <summary>The plan.</summary>
    public RunPlan Plan { get; }

    /// <summary>Whether its dataset records how many bits its images have; imports of older versions do not.</summary>
    public bool KnowsDepth => Plan.Display is not null || _reader.Info.Depth is not null;

    /// <summary>Reads the code that made its report; null if it has no report.</summary>
    /// <exception cref="UserException">The report cannot be read.</exception>
    public async Task<ReportCode?> ReadCodeAsync(CancellationToken cancellationToken) =>
        await _store.TryStatAsync(StoreLayout.RunReport(Plan.RunId, ReportFiles.Json), cancellationToken).ConfigureAwait(false) is null
            ? null
            : (await FinishedRun.ReadReportAsync(_store, Plan.RunId, cancellationToken).ConfigureAwait(false)).Run.Code;

    /// <summary>Ids of the models, without passes.</summary>
    public IReadOnlyList<string> Models => [.. Plan.Models.Where(model => model.Pass is null).Select(model => model.Manifest.Id)];

    /// <summary>The folder of the response log with a model's responses; null for a pass, because its questions differ.</summary>
    public string? LogOf(string modelId) => Plan.Models.FirstOrDefault(model => model.Manifest.Id == modelId && model.Pass is null) is { } planned
        ? $"{planned.Key}/{Plan.Dataset}@{Plan.Revision}"
        : null;

    /// <summary>What a model was sent beside its questions; null for nothing.</summary>
    public RequestManifest? RequestOf(string modelId) => Plan.Models.FirstOrDefault(model => model.Manifest.Id == modelId)?.Manifest.Request;

    /// <summary>Opens a run.</summary>
    /// <exception cref="UserException">There is no such run, or its dataset is missing or changed in the store.</exception>
    public static async Task<AskedRun> OpenAsync(IArtifactStore store, string runId, CancellationToken cancellationToken)
    {
        var plan = await PlanStore.TryReadAsync(store, runId, cancellationToken).ConfigureAwait(false)
            ?? throw new UserException($"The store {store.Description} has no run '{runId}'. Runs are the folders of '{StoreLayout.Runs}', such as 'NAME-1a2b3c4d'.");
        var reader = await DatasetReader.OpenAsync(store, plan.Dataset, cancellationToken).ConfigureAwait(false);
        if (reader.Info.Revision != plan.Revision)
            throw new UserException($"The run '{runId}' asked revision {plan.Revision} of the dataset '{plan.Dataset}', and the store now has {reader.Info.Revision}: its questions are unknown. Run it again.");
        return new AskedRun(store, plan, reader);
    }

    /// <summary>The questions in the order of the plan.</summary>
    public async IAsyncEnumerable<(ImageRecord Image, Question Question)> QuestionsAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var tasks = new TaskSelection(Plan.Manifest.Benchmark.Tasks);
        foreach (var shard in Plan.Shards)
        {
            foreach (var image in shard.Select(await _reader.ReadShardAsync(shard.Index, cancellationToken).ConfigureAwait(false)))
            {
                foreach (var question in tasks.Of(image))
                    yield return (image, question);
            }
        }
    }

    /// <summary>Reads a model's outcomes and fractional scores in the order of the plan, and what qualifies them.</summary>
    /// <exception cref="UserException">The run has no such model, or its result is void or missing.</exception>
    public async Task<ComparedModel> ReadAsync(string modelId, string protocol, CancellationToken cancellationToken)
    {
        var ids = Plan.Models.Select(model => model.Manifest.Id).ToArray();
        if (!ids.Contains(modelId, StringComparer.Ordinal))
            throw new UserException($"The run '{Plan.RunId}' has no model '{modelId}'. {NearestNames.Question(modelId, ids) ?? $"It has {string.Join(", ", ids)}."}");
        var path = StoreLayout.RunScores(Plan.RunId, modelId);
        var json = await _store.TryReadAsync(path, cancellationToken).ConfigureAwait(false)
            ?? throw new UserException($"The run '{Plan.RunId}' has no scores of '{modelId}' yet. Run it to its end.");
        var scores = JsonDocuments.Read(json, ScoringJsonContext.Default.ModelScores, path);
        if (scores.Void)
            throw new UserException($"The result of '{modelId}' in the run '{Plan.RunId}' is void and cannot be compared: {scores.VoidReason}");
        var outcomes = ModelOutcomes.Of(scores, protocol);
        return outcomes.Outcomes.Length == Plan.Questions
            ? new ComparedModel(outcomes, await AlarmOfAsync(scores, protocol, cancellationToken).ConfigureAwait(false), scores.ComputedBy)
            : throw new UserException($"The scores of '{modelId}' in the run '{Plan.RunId}' are of {outcomes.Outcomes.Length:N0} questions, its plan has {Plan.Questions:N0}. Run it again.");
    }

    // The questions are read only for an alarm, which names their tasks.
    private async Task<ReportAlarm?> AlarmOfAsync(ModelScores scores, string protocol, CancellationToken cancellationToken)
    {
        var model = Plan.ModelOf(scores.Id).Manifest;
        return ResponseAlarms.Of(scores, protocol, Plan.Manifest.AlarmAbove, model) is null
            ? null
            : ResponseAlarms.Of(scores, protocol, Plan.Manifest.AlarmAbove, model, await RunQuestions.ReadAsync(Plan, _reader, cancellationToken).ConfigureAwait(false));
    }
}
