using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using MuBench.Pipeline;
using MuBench.Pipeline.Progress;
using MuBench.Reports.Html.Leaderboards;

namespace MuBench.Functions.Http;

/// <summary><c>GET /api/leaderboard</c>: returns all finished runs of a dataset as one page.</summary>
public sealed class GetLeaderboard(PipelineContext context)
{
    private const string DefaultDataset = "ubench";

    /// <summary>Responds 200 with the page, 404 if no run of the dataset is finished.</summary>
    [Function(nameof(GetLeaderboard))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "leaderboard")] HttpRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var dataset = request.Query["dataset"].ToString() is { Length: > 0 } asked ? asked : DefaultDataset;
        var runs = await new RunCatalog(context.Store).ReadFinishedAsync(dataset, cancellationToken);
        if (runs.Reports.Count == 0)
            return ApiResults.Problem(404, $"No run of the dataset '{dataset}' is finished.", "Name a dataset: GET /api/leaderboard?dataset=NAME. GET /api/runs lists the runs and their datasets.");
        // The links to reports repeat the key in this page's own address, which the reader already has.
        var key = request.Query["code"].ToString() is { Length: > 0 } code ? $"?code={Uri.EscapeDataString(code)}" : "";
        return ApiResults.Content(LeaderboardPage.Render(runs, runId => $"runs/{Uri.EscapeDataString(runId)}/report{key}"), "text/html");
    }
}
