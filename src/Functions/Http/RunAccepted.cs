using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using MuBench.Functions.Triggers;

namespace MuBench.Functions.Http;

/// <summary>The response to a submitted manifest.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Outcome"><c>started</c>, <c>resumed</c>, <c>running</c> or <c>ended</c>.</param>
/// <param name="Status">Address of the run's status.</param>
/// <param name="Report">Address of the run's report, which exists once the run is done.</param>
internal sealed record RunAccepted(string RunId, string Outcome, string Status, string Report)
{
    /// <summary>Responds 202 with the run's address, 200 if nothing was started because the run has ended.</summary>
    public static ContentResult Respond(HttpRequest request, string runId, StartOutcome outcome)
    {
        var status = $"{request.Scheme}://{request.Host}/api/runs/{runId}";
        request.HttpContext.Response.Headers.Location = status;
        return ApiResults.Json(
            new RunAccepted(runId, NameOf(outcome), status, $"{status}/report"), ApiJsonContext.Default.RunAccepted, outcome == StartOutcome.Ended ? 200 : 202);
    }

    private static string NameOf(StartOutcome outcome) => outcome switch
    {
        StartOutcome.Started => "started",
        StartOutcome.Resumed => "resumed",
        StartOutcome.Running => "running",
        _ => "ended",
    };
}
