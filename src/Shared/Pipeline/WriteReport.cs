using MuBench.Manifests;
using MuBench.Pipeline.Browser;
using MuBench.Pipeline.Passes;
using MuBench.Reports;
using MuBench.Scoring;
using MuBench.Scoring.Parity;
using MuBench.Storage;
using MuBench.Telemetry;

namespace MuBench.Pipeline;

/// <summary>Last step: puts the models' scores beside one another and writes the report's files.</summary>
/// <remarks>Idempotent: it reads scores and overwrites the report; but for its date, the same scores give the same bytes.</remarks>
public sealed class WriteReport(PipelineContext context, RunInputs inputs)
{
    /// <summary>Writes the report of a run whose models are all scored.</summary>
    /// <exception cref="ArtifactNotFoundException">A model is not scored.</exception>
    public Task<WriteReportResult> RunAsync(WriteReportRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Spans.TraceAsync(TelemetryNames.ReportSpan, request.RunId, null, _ => WriteAsync(request, cancellationToken));
    }

    private async Task<WriteReportResult> WriteAsync(WriteReportRequest request, CancellationToken cancellationToken)
    {
        var (plan, reader) = await inputs.GetAsync(request.RunId, cancellationToken).ConfigureAwait(false);
        var models = await Task.WhenAll(plan.Models.Select(model =>
            FinishedRun.ReadScoresAsync(context.Store, request.RunId, model.Manifest.Id, cancellationToken))).ConfigureAwait(false);
        var items = await RunItems.ReadAsync(plan, reader, cancellationToken).ConfigureAwait(false);
        var passes = new ReportPasses(plan, models, items);
        var gpus = await GpuUse.ReadAsync(context.Store, plan, models, cancellationToken).ConfigureAwait(false);
        var comparisons = Comparisons(items, passes.Models, plan.Manifest.Benchmark);
        var dataset = new ReportDataset(plan.Dataset, plan.Revision, plan.Images, plan.Questions, plan.DatasetSha256) { Official = reader.Info.IsOfficial, Items = plan.Items };
        var report = new RunReport
        {
            Run = RunOf(plan, dataset),
            Models = [.. passes.Reported.Select(scores => passes.Complete(WithGpu(ReportModelOf(scores), plan, gpus)))],
            Comparisons = comparisons,
            VisionGain = passes.VisionGain(),
            Interpolations = await RunInterpolations.AnalyzeAsync(context.Store, plan, reader, items, models, cancellationToken).ConfigureAwait(false),
            Budget = BudgetOf(plan, models),
            Gate = GateEvaluator.Evaluate(plan.Manifest, passes.Models, comparisons),
            Published = PublishedResults.ForRun(dataset, plan.Manifest.Benchmark.Tasks),
        };
        var questions = await new QuestionSampleReader(context, inputs).ReadAsync(plan, reader, items, passes.Reported, cancellationToken).ConfigureAwait(false);
        var files = new List<string>();
        foreach (var (name, content) in ReportFiles.Render(report, questions))
        {
            var path = StoreLayout.RunReport(request.RunId, name);
            await context.Store.WriteAsync(path, content, cancellationToken).ConfigureAwait(false);
            files.Add(path.Value);
        }

        return new WriteReportResult(
            request.RunId, report.Gate.Result, [.. models.Where(model => model.Void).Select(model => model.Id)], files, report.Budget);
    }

    private static IReadOnlyList<ReportComparison> Comparisons(ItemTable items, IReadOnlyList<ModelScores> models, BenchmarkManifest benchmark) =>
        PairedComparison.CompareAll(
            items,
            [.. models.Where(model => !model.Void).Select(model => new ModelOutcomes(model.Id, OutcomeBytes.Read(model.Items[benchmark.Protocol])))],
            benchmark.Seed);

    private static ReportBudget? BudgetOf(RunPlan plan, IReadOnlyList<ModelScores> models) => plan.Manifest.MaxUsd is not { } limit ? null : new ReportBudget(
        limit,
        models.Sum(model => model.Usage.SpentUsd ?? 0),
        models.Any(model => !model.Void && model.Outcomes.NotRun > 0));

    private ReportRun RunOf(RunPlan plan, ReportDataset dataset) => new()
    {
        Id = plan.RunId,
        Name = plan.Manifest.Name,
        StartedAt = plan.StartedAt,
        FinishedAt = context.Time.GetUtcNow(),
        ManifestSha256 = plan.ManifestSha256,
        Protocol = plan.Manifest.Benchmark.Protocol,
        Dataset = dataset,
        Code = CodeVersion.Current,
        Parity = plan.Manifest.Benchmark.Protocol == Protocols.Official ? ParityOf(ParityCertificate.Current) : null,
    };

    private static ReportParity ParityOf(ParityCertificate certificate) => new(certificate.Id, certificate.Result, certificate.Checks.Count);

    private static ReportModel WithGpu(ReportModel model, RunPlan plan, IReadOnlyDictionary<string, ReportGpu> gpus) => gpus.TryGetValue(model.Id, out var gpu)
        ? model with { Gpu = gpu, Notes = [.. model.Notes, .. GpuUse.Notes(plan.ModelOf(model.Id).Manifest.Gpu!, gpu)] }
        : model;

    private static ReportModel ReportModelOf(ModelScores scores) => new()
    {
        Id = scores.Id,
        Kind = scores.Kind,
        ResolvedModel = scores.ResolvedModel,
        Void = scores.Void,
        VoidReason = scores.VoidReason,
        Outcomes = scores.Outcomes,
        Usage = scores.Usage,
        Scores = scores.Scores,
        Faults = scores.Faults,
        Notes = scores.Notes,
        Analyses = scores.Analyses,
        Confusions = scores.Confusions,
    };
}
