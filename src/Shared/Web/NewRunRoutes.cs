using Microsoft.AspNetCore.Http;
using MuBench.Datasets;
using MuBench.Manifests.Editing;
using MuBench.Pipeline;
using MuBench.Reports.Html.Viewing;

namespace MuBench.Web;

/// <summary>The page of a new run, and the schema by which it completes names. The run itself is checked, estimated and started by the HTTP API.</summary>
/// <param name="context">The store.</param>
/// <param name="siteOf">The site as the reader of a request sees it.</param>
internal sealed class NewRunRoutes(PipelineContext context, Func<HttpContext, ViewSite> siteOf)
{
    /// <summary>Adds the routes.</summary>
    public void AddTo(RouteList routes)
    {
        routes.Get("new", ShowAsync);
        routes.Get("schema", http => ViewAnswers.JsonAsync(http, ManifestSchema.Json));
    }

    private async Task ShowAsync(HttpContext http)
    {
        var site = siteOf(http);
        if (!site.CanRun) throw new UserException("You may read and not run, so you can start no run.");
        await ViewAnswers.PageAsync(http, NewRunPage.Render(site, await DatasetReader.ListAsync(context.Store, http.RequestAborted).ConfigureAwait(false))).ConfigureAwait(false);
    }
}
