using MuBench.Datasets.ArrowIpc;
using MuBench.Exports.Harness;
using MuBench.Exports.Inspect;
using MuBench.Exports.Rows;
using MuBench.Naming;
using MuBench.Pipeline;
using MuBench.Pipeline.Planning;
using ParquetSharp;

namespace MuBench.Exports;

/// <summary>
/// Writes every scored question of a finished run in a format for other programs. The outcomes are those of the run's
/// report. The texts come from the response log and the dataset's index.
/// </summary>
/// <remarks>
/// Works model by model and shard by shard: memory holds one or two shards, whatever the size of the run. Files appear
/// complete or not at all.
/// </remarks>
public sealed class ExportRun(PipelineContext context, RunInputs inputs)
{
    /// <summary>Runs the export.</summary>
    /// <exception cref="UserException">
    /// The run is not finished or has no such model, its log does not reproduce its scores, or a file cannot be
    /// written.
    /// </exception>
    public async Task<ExportResult> RunAsync(
        ExportRequest request, IProgress<ExportProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Images && request.Format != ExportFormats.Inspect)
            throw new UserException($"{request.Format} cannot hold images; Inspect logs can (--format inspect). Rows name each image by its row and hash.");
        var run = await ScoredRun.OpenAsync(context, inputs, request.RunId, cancellationToken).ConfigureAwait(false);
        var models = new List<ScoredModel>();
        foreach (var planned in Select(run.Plan, request.Models))
            models.Add(await ScoredModel.OpenAsync(run, planned, cancellationToken).ConfigureAwait(false));
        var meter = new ExportMeter(progress, (long)models.Count * run.Plan.Questions);
        try
        {
            using var files = OutputOf(request);
            await WriterOf(request).WriteAsync(run, models, files, meter, cancellationToken).ConfigureAwait(false);
            return new ExportResult(models.Count, meter.Questions, files.Commit(), [.. models.SelectMany(model => model.Notes), .. run.Notes]);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ParquetException)
        {
            throw new UserException($"'{request.Target}' cannot be written: {ParquetFaults.TextOf(fault)}", fault);
        }
    }

    private static StagedOutput OutputOf(ExportRequest request)
    {
        if (ExportTarget.IsFolder(request.Format, Path.TrimEndingDirectorySeparator(request.Target)))
        {
            return File.Exists(request.Target)
                ? throw new UserException($"'{request.Target}' is a file, and {request.Format} is a folder of files: name a folder.")
                : StagedOutput.ForFolder(request.Target, request.Replace);
        }

        return Directory.Exists(request.Target)
            ? throw new UserException($"'{request.Target}' is a folder: name a file to write.")
            : StagedOutput.ForFile(request.Target, request.Replace);
    }

    private static ExportWriter WriterOf(ExportRequest request) => request.Format switch
    {
        ExportFormats.JsonLines => new JsonLinesWriter(),
        ExportFormats.Parquet => new ParquetWriter(),
        ExportFormats.Inspect => new InspectWriter(request.Images),
        ExportFormats.LmEval => new HarnessWriter(HarnessLayout.LmEval),
        ExportFormats.LmmsEval => new HarnessWriter(HarnessLayout.LmmsEval),
        _ => throw new UserException($"'{request.Format}' is not an export format; the formats are {string.Join(", ", ExportFormats.All)}."),
    };

    private static IReadOnlyList<PlannedModel> Select(RunPlan plan, IReadOnlyList<string> ids)
    {
        if (ids.Count == 0)
            return plan.Models;
        var known = plan.Models.SelectMany(model => (string[])[model.Manifest.Id, model.ModelId]).Distinct(StringComparer.Ordinal).ToList();
        foreach (var id in ids.Where(id => !known.Contains(id, StringComparer.Ordinal)))
            throw new UserException($"The run '{plan.RunId}' has no model '{id}'; {NearestNames.Question(id, known) ?? $"it has {string.Join(", ", known)}."}");
        return [.. plan.Models.Where(model => ids.Contains(model.Manifest.Id, StringComparer.Ordinal) || ids.Contains(model.ModelId, StringComparer.Ordinal))];
    }
}
