using System.Globalization;
using Microsoft.AspNetCore.Http;
using MuBench.Reports.Html.Viewing;
using MuBench.Viewing;

namespace MuBench.Web;

/// <summary>The pages of a dataset.</summary>
/// <param name="view">The store as readers see it.</param>
/// <param name="browser">The browser of questions.</param>
/// <param name="siteOf">The site as the reader of a request sees it.</param>
internal sealed class DatasetRoutes(StoreView view, QuestionBrowser browser, Func<HttpContext, ViewSite> siteOf)
{
    // A page that waits longer would look as if it hung: it is shown without ranks, and asks for them.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    /// <summary>Adds the routes.</summary>
    public void AddTo(RouteList routes)
    {
        routes.Get("leaderboard/{dataset}", RankAsync);
        routes.Get("questions/{dataset}", ShowAsync);
        routes.Get("api/questions/{dataset}", FindAsync);
        routes.Get("api/questions/{dataset}/one", ReadAsync);
        routes.Put("api/questions/{dataset}/note", new NoteRoutes(browser).ChangeAsync);
    }

    private async Task RankAsync(HttpContext http)
    {
        var runs = await view.ReadFinishedAsync(DatasetOf(http), http.RequestAborted).ConfigureAwait(false);
        if (runs.Reports.Count == 0 && runs.Unread.Count == 0) throw new UserException($"The store has no finished run of the dataset '{runs.Dataset}'.");
        var ranking = view.RankAsync(runs, http.RequestAborted);
        if (http.Request.Query.ContainsKey("wait") || await Task.WhenAny(ranking, Task.Delay(Patience, http.RequestAborted)).ConfigureAwait(false) == ranking)
            await ViewAnswers.PageAsync(http, ViewedLeaderboard.Render(siteOf(http), runs, await ranking.ConfigureAwait(false))).ConfigureAwait(false);
        else
            await ViewAnswers.PageAsync(http, ViewedLeaderboard.Render(siteOf(http), runs, null)).ConfigureAwait(false);
    }

    private async Task ShowAsync(HttpContext http)
    {
        var title = await view.TitleOfAsync(DatasetOf(http), http.RequestAborted).ConfigureAwait(false);
        await ViewAnswers.PageAsync(http, ViewedQuestionsPage.Render(siteOf(http), DatasetOf(http), title)).ConfigureAwait(false);
    }

    private async Task FindAsync(HttpContext http)
    {
        const int UsualCount = 20;
        var query = QuestionQuery.Of(name => http.Request.Query[name]);
        await ViewAnswers.JsonAsync(http, await browser.FindAsync(DatasetOf(http), query, NumberOf(http, "from", 0), NumberOf(http, "count", UsualCount), http.RequestAborted).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private async Task ReadAsync(HttpContext http) =>
        await ViewAnswers.JsonAsync(http, await browser.ReadAsync(DatasetOf(http), $"{http.Request.Query["results"]}", $"{http.Request.Query["id"]}", http.RequestAborted).ConfigureAwait(false) ?? "null").ConfigureAwait(false);

    private static string DatasetOf(HttpContext http) => $"{http.Request.RouteValues["dataset"]}";

    private static int NumberOf(HttpContext http, string name, int otherwise) =>
        int.TryParse(http.Request.Query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
