using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using MuBench.Pipeline.Listing;

namespace MuBench.Functions.Http;

/// <summary><c>GET /api/runs</c>: lists the runs of the store, the newest first, in parts.</summary>
public sealed class GetRuns(RunIndex index, TimeProvider time)
{
    /// <summary>Responds 200 with the runs, 304 if the client has the list, 400 if a parameter cannot be read.</summary>
    [Function(nameof(GetRuns))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "runs")] HttpRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (query, title, detail) = RunQuery.Read(request.Query);
        if (query is null)
            return ApiResults.Problem(400, title, detail);
        var page = await index.ListAsync(query.Filter, query.After, query.Limit, cancellationToken);
        var now = time.GetUtcNow();
        return ConditionalDocument.Of(new RunList([.. page.Runs.Select(run => run.AsOf(now))], page.Next?.ToString()), ApiJsonContext.Default.RunList);
    }
}
