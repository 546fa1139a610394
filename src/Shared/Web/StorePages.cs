using Microsoft.AspNetCore.Http;
using MuBench.Imaging;
using MuBench.Pipeline;
using MuBench.Pipeline.Listing;
using MuBench.Reports.Html.Viewing;
using MuBench.Storage;
using MuBench.Viewing;

namespace MuBench.Web;

/// <summary>
/// The pages of a store, and the data that their scripts ask for. The caller decides about access: it has checked that the reader may read,
/// and, for methods other than GET and HEAD, that the reader may change something. Safe for concurrent use.
/// </summary>
public sealed class StorePages
{
    private readonly Func<HttpContext, ViewSite> _siteOf;
    private readonly RouteList _routes = new();

    /// <summary>Creates the pages.</summary>
    /// <param name="context">The store and the clock.</param>
    /// <param name="site">Where the pages are served.</param>
    /// <param name="siteOf">The same site as the reader of a request sees it: with what the reader may change.</param>
    /// <param name="index">The index of the store's runs, for a store that may have thousands; null to read every run for each list.</param>
    /// <param name="stopping">Ends the events of live runs when the server stops.</param>
    public StorePages(PipelineContext context, ViewSite site, Func<HttpContext, ViewSite> siteOf, RunIndex? index = null, CancellationToken stopping = default)
    {
        ArgumentNullException.ThrowIfNull(siteOf);
        _siteOf = siteOf;
        var view = new StoreView(context, index);
        new RunRoutes(context, view, siteOf, stopping).AddTo(_routes, withEvents: !site.IsConsole);
        if (site.IsConsole) new NewRunRoutes(context, siteOf).AddTo(_routes);
        new DatasetRoutes(view, new QuestionBrowser(context, view, site), siteOf).AddTo(_routes);
    }

    /// <summary>
    /// Answers a request. What a user can correct, and what is not there, is a page that says so, with status 404.
    /// </summary>
    /// <param name="http">The request and its response.</param>
    /// <param name="path">The path below the root, with a <c>/</c> at its beginning.</param>
    public async Task HandleAsync(HttpContext http, string path)
    {
        ArgumentNullException.ThrowIfNull(http);
        try
        {
            var handler = _routes.Find(http.Request, path) ?? throw new UserException($"The {_siteOf(http).Name} has no page {path}.");
            await handler(http).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is UserException or StoreException or ImageException && !http.Response.HasStarted)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            await ViewAnswers.PageAsync(http, ViewPages.Refusal(_siteOf(http), "Cannot be shown", fault.Message)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The browser has closed the connection, so there is no answer to send.
        }
    }
}
