using MuBench.Manifests;
using MuBench.Pipeline.Planning;
using MuBench.Reports;
using MuBench.Reports.Documents;
using MuBench.Scoring;
using MuBench.Scoring.Outcomes;
using MuBench.Storage;

namespace MuBench.Pipeline.Reporting;

/// <summary>A run with a written report, read from the store.</summary>
public static class FinishedRun
{
    private static readonly string[] Files = [ReportFiles.Json, ReportFiles.Html, ReportFiles.Markdown, ReportFiles.Csv];

    /// <summary>Reads the result that <see cref="WriteReport"/> returned, whichever process called it.</summary>
    /// <exception cref="UserException">There is no report, or a document of the run cannot be read.</exception>
    public static async Task<WriteReportResult> ReadAsync(IArtifactStore store, string runId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var report = await ReadReportAsync(store, runId, cancellationToken).ConfigureAwait(false);
        var plan = await PlanStore.ReadAsync(store, runId, cancellationToken).ConfigureAwait(false);
        var reported = report.Models.ToDictionary(model => model.Id, model => model.Void, StringComparer.Ordinal);
        var voids = new List<string>();
        foreach (var id in plan.Models.Select(model => model.Manifest.Id))
        {
            // A repeat or an option order is not a model of the report: only its scores contain whether it is void.
            if (reported.TryGetValue(id, out var isVoid) ? isVoid : (await ReadScoresAsync(store, runId, id, cancellationToken).ConfigureAwait(false)).Void)
                voids.Add(id);
        }

        var status = await JsonDocuments.TryReadAsync(store, StoreLayout.RunStatus(runId), PipelineJsonContext.Default.RunStatus, cancellationToken).ConfigureAwait(false);
        return new WriteReportResult(
            runId, report.Gate.Result, voids, [.. Files.Select(file => StoreLayout.RunReport(runId, file).Value)], Alarms: report.AlarmedModels,
            Sampled: plan.SampledText,
            Missing: status is { IsIncomplete: true } ? status.Missing : 0);
    }

    /// <summary>The same; null if the run has no report.</summary>
    /// <exception cref="UserException">A document of the run cannot be read.</exception>
    public static async Task<WriteReportResult?> TryReadAsync(IArtifactStore store, string runId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return await store.TryStatAsync(StoreLayout.RunReport(runId, ReportFiles.Json), cancellationToken).ConfigureAwait(false) is null
            ? null
            : await ReadAsync(store, runId, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads the report of a run.</summary>
    /// <exception cref="ArtifactNotFoundException">There is no report.</exception>
    /// <exception cref="UserException">The report cannot be read.</exception>
    public static async Task<RunReport> ReadReportAsync(IArtifactStore store, string runId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var path = StoreLayout.RunReport(runId, ReportFiles.Json);
        var json = await store.TryReadAsync(path, cancellationToken).ConfigureAwait(false) ?? throw new ArtifactNotFoundException(path, store.Description);
        var report = JsonDocuments.Read(json, ReportJsonContext.Default.RunReport, path);
        return report.FormatVersion == RunReport.CurrentFormatVersion
            ? WithAlarms(report)
            : throw JsonDocuments.WrongVersion(path, report.FormatVersion, RunReport.CurrentFormatVersion);
    }

    // Reports of earlier versions have no alarms, but they contain the counts for them.
    private static RunReport WithAlarms(RunReport report) => report.Run.AlarmAbove is not null ? report : report with
    {
        Models = [.. report.Models.Select(model => model with { Alarm = ResponseAlarms.Of(model.Outcomes, RunManifest.DefaultAlarmAbove, null, report.Run.Protocol) })],
    };

    /// <summary>Reads the scores of a model of a run.</summary>
    /// <exception cref="ArtifactNotFoundException">The model is not scored.</exception>
    internal static async Task<ModelScores> ReadScoresAsync(IArtifactStore store, string runId, string modelId, CancellationToken cancellationToken)
    {
        var path = StoreLayout.RunScores(runId, modelId);
        var json = await store.TryReadAsync(path, cancellationToken).ConfigureAwait(false)
            ?? throw new ArtifactNotFoundException(path, store.Description);
        var scores = JsonDocuments.Read(json, ScoringJsonContext.Default.ModelScores, path);
        return scores.FormatVersion == ModelScores.CurrentFormatVersion
            ? scores
            : throw JsonDocuments.WrongVersion(path, scores.FormatVersion, ModelScores.CurrentFormatVersion);
    }
}
