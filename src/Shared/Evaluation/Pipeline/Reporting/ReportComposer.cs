using MuBench.Datasets;
using MuBench.Manifests;
using MuBench.Pipeline.Assisting;
using MuBench.Pipeline.Evaluating;
using MuBench.Pipeline.Looking;
using MuBench.Pipeline.Passes;
using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Reporting.Browser;
using MuBench.Pipeline.Scoring;
using MuBench.Reports.Documents;
using MuBench.Reports.Html.Browser;
using MuBench.Reports.Html.Viewing;
using MuBench.Scoring;
using MuBench.Scoring.Matching;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.Parity;
using MuBench.Scoring.QuestionTables;
using MuBench.Scoring.Results;
using MuBench.Scoring.Shortcuts;
using MuBench.Storage;
using MuBench.Versions;

namespace MuBench.Pipeline.Reporting;

/// <summary>Composes a report from the scores of all models. Writes nothing; the same scores give the same report.</summary>
/// <param name="store">The store of the run.</param>
/// <param name="inputs">Provides the dataset.</param>
/// <param name="plan">The run's plan, or a copy with another protocol.</param>
/// <param name="models">The scores of its models, in the order of the plan.</param>
internal sealed class ReportComposer(IArtifactStore store, RunInputs inputs, RunPlan plan, IReadOnlyList<ModelScores> models)
{
    private QuestionTable? _questions;

    /// <summary>The questions of the run, read from the dataset's index once.</summary>
    public async Task<QuestionTable> ReadQuestionsAsync(CancellationToken cancellationToken) =>
        _questions ??= await RunQuestions.ReadAsync(plan, await ReaderAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <summary>Composes a report.</summary>
    /// <param name="proof">The inputs of the report; null if they were not recorded.</param>
    /// <param name="finishedAt">The report's date.</param>
    /// <param name="code">The version of the code that composes it.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task<RunReport> ComposeAsync(ReportProof? proof, DateTimeOffset finishedAt, ReportCode code, CancellationToken cancellationToken)
    {
        var reader = await ReaderAsync(cancellationToken).ConfigureAwait(false);
        var questions = await ReadQuestionsAsync(cancellationToken).ConfigureAwait(false);
        var alarms = AlarmsOf(plan, models, questions);
        var passes = new ReportPasses(plan, models, questions, alarms, await UnchangedQuestions.ReadAsync(plan, reader, inputs, cancellationToken).ConfigureAwait(false));
        var gpus = await GpuUsage.ReadAsync(store, plan, models, cancellationToken).ConfigureAwait(false);
        var dataset = new ReportDataset(plan.DatasetTitle, plan.Revision, plan.Images, plan.Questions, plan.DatasetSha256)
        {
            Official = reader.Info.IsOfficial && !plan.IsSample,
            Sampled = plan.IsSample,
            Items = plan.Items,
            Display = plan.Display is { } display ? new ReportDisplay(display.Rule, display.SetBy, display.Items, reader.Info.Depth ?? new PixelDepth(0)) : null,
        };
        var sampling = await SamplingReport.ReadAsync(store, plan, models, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<ModelOutcomes> outcomes = [.. passes.Models.Where(model => !model.Void).Select(model => ModelOutcomes.Of(model, plan.Manifest.Benchmark.Protocol))];
        var assisted = await AssistedScores.TryReadAsync(store, plan, reader, questions, cancellationToken).ConfigureAwait(false);
        var keys = models.ToDictionary(model => model.Id, model => model.ModelKey);
        IReadOnlyList<ReportComparison> comparisons =
        [
            .. PairedComparison.CompareAll(
                questions, outcomes, looks: plan.PlannedLooks,
                assist: assisted is null ? null : (a, b) => assisted.Of(a, keys[a.Id], b, keys[b.Id]), cancellationToken: cancellationToken)
                .Select(pair => ResponseAlarms.WithoutVerdict(SamplingReport.Ruled(pair, plan, sampling), alarms)),
        ];
        return new RunReport
        {
            Run = RunOf(plan, dataset, proof, finishedAt, code) with { Sampling = sampling, Assistance = assisted?.Assistance },
            Models = [.. ReportPasses.ReportedOf(plan, models).Select(scores => passes.Complete(WithGpu(ReportModelOf(scores) with { Alarm = alarms.GetValueOrDefault(scores.Id), AskedWith = plan.ModelOf(scores.Id).Manifest.Request?.Deviation }, plan, gpus))
                with { Assisted = assisted?.Of(outcomes.FirstOrDefault(model => model.Id == scores.Id), scores.ModelKey) })],
            Comparisons = comparisons,
            VisionGain = passes.VisionGain(),
            Interpolations = await RunInterpolations.AnalyzeAsync(store, plan, reader, questions, models, cancellationToken).ConfigureAwait(false),
            Shortcuts = ShortcutCalculator.Of(questions, plan.Manifest.Benchmark.Protocol, outcomes, FloorsOf(models).Contains),
            Budget = BudgetOf(plan, models, gpus.Values),
            Gate = GateEvaluator.Evaluate(plan.Manifest, passes.Models, comparisons, alarms),
            Published = plan.IsSample ? [] : PublishedResults.ForRun(dataset, plan.Manifest.Benchmark.Tasks),
        };
    }

    /// <summary>The questions that the report's page shows. The same scores and responses give the same questions.</summary>
    /// <param name="fullSize">Whether the images are also read at full size.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <param name="servedBy">The site that serves the images, so that none is read; null if the page has its images.</param>
    public async Task<QuestionSample> ReadSampleAsync(bool fullSize, CancellationToken cancellationToken, ViewSite? servedBy = null)
    {
        var reader = await ReaderAsync(cancellationToken).ConfigureAwait(false);
        var questions = await ReadQuestionsAsync(cancellationToken).ConfigureAwait(false);
        var reported = ReportPasses.ReportedOf(plan, models);
        return await new QuestionSampleReader(store, inputs).ReadAsync(plan, reader, questions, reported, [.. models.Except(reported)], fullSize, cancellationToken, servedBy).ConfigureAwait(false);
    }

    private async Task<DatasetReader> ReaderAsync(CancellationToken cancellationToken) =>
        (await inputs.GetAsync(plan.RunId, cancellationToken).ConfigureAwait(false)).Reader;

    private static HashSet<string> FloorsOf(IReadOnlyList<ModelScores> models) =>
        models.Where(model => ModelKinds.IsFloor(model.Kind)).Select(model => model.Id).ToHashSet(StringComparer.Ordinal);

    private static Dictionary<string, ReportAlarm> AlarmsOf(RunPlan plan, IReadOnlyList<ModelScores> models, QuestionTable questions) => plan.Models.Zip(models)
        .Select(entry => (entry.Second.Id, Alarm: ResponseAlarms.Of(entry.Second, plan.Manifest.Benchmark.Protocol, plan.Manifest.AlarmAbove, entry.First.Manifest, questions)))
        .Where(entry => entry.Alarm is not null)
        .ToDictionary(entry => entry.Id, entry => entry.Alarm!, StringComparer.Ordinal);

    private static ReportBudget? BudgetOf(RunPlan plan, IReadOnlyList<ModelScores> models, IEnumerable<ReportGpu> gpus) => plan.Manifest.MaxUsd is not { } limit ? null : new ReportBudget(
        limit,
        models.Sum(model => model.Usage.SpentUsd ?? 0) + gpus.Sum(gpu => gpu.Usd ?? 0),
        models.Any(model => !model.Void && model.Outcomes.NotRun > model.NotApplicable));

    private static ReportRun RunOf(RunPlan plan, ReportDataset dataset, ReportProof? proof, DateTimeOffset finishedAt, ReportCode code) => new()
    {
        Id = plan.RunId,
        Name = plan.Manifest.Name,
        StartedAt = plan.StartedAt,
        FinishedAt = finishedAt,
        ManifestSha256 = plan.ManifestSha256,
        Protocol = plan.Manifest.Benchmark.Protocol,
        Dataset = dataset,
        Excerpt = ExcerptOf(plan),
        Code = code,
        Parity = plan.Manifest.Benchmark.Protocol == Protocols.Official && !plan.IsSample && plan.Styles is not [QuestionStyleNames.MicroVqa] ? ParityOf(ParityCertificate.Current) : null,
        FailAbove = plan.Manifest.FailAbove,
        AlarmAbove = plan.Manifest.AlarmAbove,
        Proof = proof,
    };

    private static ReportExcerpt? ExcerptOf(RunPlan plan) => plan is { Excerpt: { } size, Manifest.Excerpt: { } whole }
        ? new ReportExcerpt(whole.Of, size.Items, size.Questions, plan.Manifest.Models.Count, whole.Models, whole.GateConditions)
        : null;

    private static ReportParity ParityOf(ParityCertificate certificate) => new(certificate.Id, certificate.Result, certificate.Checks.Count);

    private static ReportModel WithGpu(ReportModel model, RunPlan plan, IReadOnlyDictionary<string, ReportGpu> gpus) => gpus.TryGetValue(model.Id, out var gpu)
        ? model with { Gpu = gpu, Notes = [.. model.Notes, .. GpuUsage.Notes(plan.ModelOf(model.Id).Manifest.Gpu!, gpu)] }
        : model;

    private static ReportModel ReportModelOf(ModelScores scores) => new()
    {
        Id = scores.Id,
        Kind = scores.Kind,
        ResolvedModel = scores.ResolvedModel,
        ComputedBy = scores.ComputedBy,
        Void = scores.Void,
        VoidReason = scores.VoidReason,
        Outcomes = scores.Outcomes,
        NotApplicable = scores.NotApplicable,
        Usage = scores.Usage,
        Scores = scores.Scores,
        Band = scores.Band,
        Faults = scores.Faults,
        Notes = scores.Notes,
        Analyses = scores.Analyses,
        Confusions = scores.Confusions,
    };
}
