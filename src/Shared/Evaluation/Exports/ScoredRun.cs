using MuBench.Datasets;
using MuBench.Notes;
using MuBench.Pipeline;
using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Reporting;
using MuBench.Reports;
using MuBench.Reports.Documents;
using MuBench.Scoring.Results;
using MuBench.Storage;

namespace MuBench.Exports;

/// <summary>A finished run that is exported.</summary>
/// <param name="Store">The store of the run.</param>
/// <param name="Inputs">The inputs that are read once per run.</param>
/// <param name="Plan">The plan.</param>
/// <param name="Reader">The dataset.</param>
/// <param name="Report">The report.</param>
internal sealed record ScoredRun(IArtifactStore Store, RunInputs Inputs, RunPlan Plan, DatasetReader Reader, RunReport Report)
{
    /// <summary>The protocol of the report's main scores.</summary>
    public string Protocol => Plan.Manifest.Benchmark.Protocol;

    /// <summary>How its images of more than 8 bits per sample were shown, in words; null if it has none.</summary>
    public string? Display => DisplayText.Of(Report.Run);

    /// <summary>That it is an excerpt of a run, in words; null if it is whole.</summary>
    public string? Excerpt => ExcerptText.Of(Report.Run);

    /// <summary>That it is a sample that a rule stopped, in words; null if it is none.</summary>
    public string? Sampled => SamplingText.Of(Report.Run);

    /// <summary>What readers noted about questions of the dataset, by question.</summary>
    public IReadOnlyDictionary<string, QuestionNote> QuestionNotes { get; init; } = new Dictionary<string, QuestionNote>();

    /// <summary>What the readers of its numbers must know, in words.</summary>
    public IEnumerable<string> Notes => ((string?[])[Excerpt, Sampled, Display]).OfType<string>();

    /// <summary>Finds the alarm of a model, a control or another pass in the report; null if it has none.</summary>
    public ReportAlarm? AlarmOf(PlannedModel model) =>
        Report.Models.FirstOrDefault(reported => reported.Id == model.Manifest.Id)?.Alarm
        ?? Report.Models.FirstOrDefault(reported => reported.Id == model.ModelId)?.Passes?.FirstOrDefault(pass => pass.Id == model.Manifest.Id)?.Alarm;

    /// <summary>Opens a run.</summary>
    /// <exception cref="UserException">The run is not finished, or its dataset is missing or changed in the store.</exception>
    public static async Task<ScoredRun> OpenAsync(PipelineContext context, RunInputs inputs, string runId, CancellationToken cancellationToken)
    {
        if (await context.Store.TryStatAsync(StoreLayout.RunReport(runId, ReportFiles.Json), cancellationToken).ConfigureAwait(false) is null)
            throw new UserException($"The run '{runId}' is not finished: it has no report. Show its status with: mubench status {runId}");
        var report = await FinishedRun.ReadReportAsync(context.Store, runId, cancellationToken).ConfigureAwait(false);
        var (plan, reader) = await inputs.GetAsync(runId, cancellationToken).ConfigureAwait(false);
        var notes = await new NoteStore(context.Store, context.Time).ReadAsync(plan.Dataset, cancellationToken).ConfigureAwait(false);
        return new ScoredRun(context.Store, inputs, plan, reader, report) { QuestionNotes = notes.ByQuestion() };
    }
}
