using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using MuBench.Pipeline;
using MuBench.Pipeline.Progress;
using MuBench.Storage;

namespace MuBench.Functions.Http;

/// <summary><c>GET /api/runs/{id}/report</c>: the report as a page, JSON, CSV or Markdown, by <c>Accept</c>.</summary>
public sealed class GetReport(PipelineContext context)
{
    /// <summary>
    /// Answers 200, 404 where there is no such run or no report yet, 406 where none of its forms is accepted, 500 where what is stored of
    /// the run cannot be read.
    /// </summary>
    [Function(nameof(GetReport))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "runs/{id}/report")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (!StorePath.IsSegment(id))
            return ApiResults.NoRun(id);
        if (ReportFormats.Choose(request) is not { } form)
            return ApiResults.Problem(406, "The report has none of the accepted forms.", $"Accept one of {string.Join(", ", ReportFormats.Types)}.", id);
        if (await context.Store.TryReadAsync(StoreLayout.RunReport(id, form.File), cancellationToken) is { } report)
            return ApiResults.Content(report, form.Type);
        var run = await new RunCatalog(context.Store).ReadAsync(id, cancellationToken);
        if (run.Fault is { } fault)
            return ApiResults.Unreadable(id, fault);
        return run.IsKnown
            ? ApiResults.Problem(404, $"The run '{id}' has no report: it is {RunSummary.StateOf(run)}.", run.Status?.Error ?? $"GET /api/runs/{id} says how far it is.", id)
            : ApiResults.NoRun(id);
    }
}
