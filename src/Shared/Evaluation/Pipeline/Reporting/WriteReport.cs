using MuBench.Manifests;
using MuBench.Pipeline.Assisting;
using MuBench.Pipeline.Planning;
using MuBench.Reports.Documents;
using MuBench.Scoring;
using MuBench.Storage;
using MuBench.Telemetry;

namespace MuBench.Pipeline.Reporting;

/// <summary>Last step: combines the models' scores and writes the report's files and <c>proof.json</c>.</summary>
/// <remarks>Idempotent: it reads scores and overwrites the report. Except for the date, the same scores give the same bytes.</remarks>
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
        var (plan, _) = await inputs.GetAsync(request.RunId, cancellationToken).ConfigureAwait(false);
        var models = await Task.WhenAll(plan.Models.Select(model =>
            FinishedRun.ReadScoresAsync(context.Store, request.RunId, model.Manifest.Id, cancellationToken))).ConfigureAwait(false);
        var helpers = await new FindHelpers(context.Store, inputs).FindAsync(plan, cancellationToken).ConfigureAwait(false);
        await HelperStore.WriteAsync(context.Store, request.RunId, helpers, cancellationToken).ConfigureAwait(false);
        var composer = new ReportComposer(context.Store, inputs, plan, models);
        var (report, files) = await ReportStore.WriteAsync(context, plan, StoreLayout.Results(request.RunId), composer, cancellationToken).ConfigureAwait(false);
        return new WriteReportResult(
            request.RunId, report.Gate.Result, [.. models.Where(model => model.Void).Select(model => model.Id)], files, report.Budget,
            SpentOf(plan, models, report), report.AlarmedModels,
            models.Sum(model => (long)model.Outcomes.Failed + model.Outcomes.NotRun - model.NotApplicable),
            plan.SampledText);
    }

    private static decimal? SpentOf(RunPlan plan, IReadOnlyList<ModelScores> models, RunReport report)
    {
        var usages = plan.Models.Zip(models).Where(pair => ModelKinds.IsGenerative(pair.First.Manifest.Kind)).Select(pair => pair.Second.Usage).ToList();
        return usages.Exists(usage => usage.SpentUsd is null) ? null : usages.Sum(usage => usage.SpentUsd) + report.Models.Sum(model => model.Gpu?.Usd ?? 0);
    }
}
