using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using MuBench.Pipeline;
using MuBench.Pipeline.Listing;
using MuBench.Pipeline.Progress;
using MuBench.Storage;

namespace MuBench.Functions.Http;

/// <summary><c>GET /api/runs/{id}/report</c>: returns the report as HTML, JSON, CSV or Markdown, by the <c>Accept</c> header.</summary>
public sealed class GetReport(PipelineContext context)
{
    /// <summary>
    /// Responds 200 with the report, 304 if the client has it, 404 if there is no such run or no report yet, 406 if none of its formats is
    /// accepted, 500 if the run's stored documents cannot be read.
    /// </summary>
    [Function(nameof(GetReport))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "runs/{id}/report")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (!StorePath.IsSegment(id))
            return ApiResults.NoRun(id);
        if (ReportFormats.Choose(request) is not { } form)
            return ApiResults.Problem(406, "The report has none of the accepted formats.", $"Accept one of {string.Join(", ", ReportFormats.Types)}.", id);
        var path = StoreLayout.RunReport(id, form.File);
        if (await context.Store.TryStatAsync(path, cancellationToken) is { } report)
        {
            // If the report is written again after this, the client gets the new bytes under the old tag, and the whole report next time.
            var tag = string.Create(CultureInfo.InvariantCulture, $"{report.LastModified.UtcTicks:x}-{report.Length:x}");
            return new ConditionalDocument(token => ReadAsync(path, token), form.Type, tag, report.LastModified);
        }

        var run = await new RunCatalog(context.Store).ReadAsync(id, cancellationToken);
        if (run.Fault is { } fault)
            return ApiResults.Unreadable(id, fault);
        return run.IsKnown
            ? ApiResults.Problem(404, $"The run '{id}' has no report: it is {RunSummary.StateOf(run)}.", run.Status?.Error ?? $"GET /api/runs/{id} gives the run's status.", id)
            : ApiResults.NoRun(id);
    }

    private async Task<byte[]> ReadAsync(StorePath path, CancellationToken cancellationToken) =>
        await context.Store.TryReadAsync(path, cancellationToken) ?? throw new ArtifactNotFoundException(path, context.Store.Description);
}
