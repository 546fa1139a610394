using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using MuBench.Reports.Html.Viewing;
using MuBench.Viewing;

namespace MuBench.Cli.Viewing;

/// <summary>The viewer's pages of a dataset.</summary>
internal sealed class DatasetRoutes(StoreView view)
{
    // A page that waits longer would look as if it hung: it is shown without ranks, and asks for them.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    /// <summary>Adds the routes to a server.</summary>
    public void MapTo(IEndpointRouteBuilder routes) => routes.MapGet("/leaderboard/{dataset}", RankAsync);

    private async Task RankAsync(HttpContext http)
    {
        var runs = await view.ReadFinishedAsync($"{http.Request.RouteValues["dataset"]}", http.RequestAborted).ConfigureAwait(false);
        if (runs.Reports.Count == 0 && runs.Unread.Count == 0) throw new UserException($"The store has no finished run of the dataset '{runs.Dataset}'.");
        var ranking = view.RankAsync(runs, http.RequestAborted);
        if (http.Request.Query.ContainsKey("wait") || await Task.WhenAny(ranking, Task.Delay(Patience, http.RequestAborted)).ConfigureAwait(false) == ranking)
            await ViewAnswers.PageAsync(http, ViewedLeaderboard.Render(runs, await ranking.ConfigureAwait(false))).ConfigureAwait(false);
        else
            await ViewAnswers.PageAsync(http, ViewedLeaderboard.Render(runs, null)).ConfigureAwait(false);
    }
}
