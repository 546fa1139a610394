using MuBench.Datasets;
using MuBench.Pipeline;
using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Reporting;
using MuBench.Reports;
using MuBench.Reports.Documents;
using MuBench.Storage;

namespace MuBench.Exports;

/// <summary>A finished run, as an export reads it.</summary>
/// <param name="Store">Where it lies.</param>
/// <param name="Inputs">What is read once of a run.</param>
/// <param name="Plan">The plan.</param>
/// <param name="Reader">The dataset.</param>
/// <param name="Report">The report.</param>
internal sealed record ScoredRun(IArtifactStore Store, RunInputs Inputs, RunPlan Plan, DatasetReader Reader, RunReport Report)
{
    /// <summary>The protocol that heads the run's report.</summary>
    public string Protocol => Plan.Manifest.Benchmark.Protocol;

    /// <summary>Opens a run.</summary>
    /// <exception cref="UserException">It is not finished, or its dataset is not in the store as it was.</exception>
    public static async Task<ScoredRun> OpenAsync(PipelineContext context, RunInputs inputs, string runId, CancellationToken cancellationToken)
    {
        if (await context.Store.TryStatAsync(StoreLayout.RunReport(runId, ReportFiles.Json), cancellationToken).ConfigureAwait(false) is null)
            throw new UserException($"The run '{runId}' is not finished: it has no report. How far it is: mubench status {runId}");
        var report = await FinishedRun.ReadReportAsync(context.Store, runId, cancellationToken).ConfigureAwait(false);
        var (plan, reader) = await inputs.GetAsync(runId, cancellationToken).ConfigureAwait(false);
        return new ScoredRun(context.Store, inputs, plan, reader, report);
    }
}
