using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using MuBench.Pipeline;
using MuBench.Pipeline.Progress;

namespace MuBench.Functions.Http;

/// <summary><c>GET /api/runs</c>: lists the runs of the store, the newest first.</summary>
public sealed class GetRuns(PipelineContext context)
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1000;

    /// <summary>Responds 200 with the runs, 400 if <c>limit</c> is not a valid number.</summary>
    [Function(nameof(GetRuns))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "runs")] HttpRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var limit = DefaultLimit;
        if (request.Query["limit"] is { Count: > 0 } asked
            && (!int.TryParse(asked.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > MaxLimit))
        {
            return ApiResults.Problem(400, $"The limit '{asked}' is not a number of runs.", $"Give a whole number from 1 to {MaxLimit}, or leave 'limit' out.");
        }

        var runs = await new RunCatalog(context.Store).ListAsync(cancellationToken);
        return ApiResults.Json(new RunList([.. runs.Where(run => !run.IsRejected).Take(limit).Select(RunSummary.Of)]), ApiJsonContext.Default.RunList);
    }
}
