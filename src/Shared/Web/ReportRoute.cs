using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using MuBench.Pipeline;
using MuBench.Pipeline.Reporting;
using MuBench.Reports.Html.Viewing;

namespace MuBench.Web;

/// <summary>
/// Serves the reports of finished runs. The page of a run is made once; a run that is reported again gets a new one. Its beginning is sent while its questions are
/// still read, so that a reader sees the leaderboard of a large run at once.
/// </summary>
/// <param name="context">The store and the clock.</param>
internal sealed class ReportRoute(PipelineContext context)
{
    private const int MaxKept = 30; // of some megabytes each

    private readonly ConcurrentDictionary<Key, Lazy<Task<Page>>> _pages = new();

    /// <summary>Answers with the report of a run.</summary>
    /// <param name="http">The request.</param>
    /// <param name="run">The run.</param>
    /// <param name="written">When its report was written.</param>
    /// <param name="site">The site.</param>
    public async Task ShowAsync(HttpContext http, string run, DateTimeOffset written, ViewSite site)
    {
        // Only this page is compressed: it has megabytes and holds no token, which compression beside a reader's own words could give away.
        var key = new Key(run, written, site.IsConsole ? ContentCoding.Choose(http.Request) : null);
        if (_pages.Count > MaxKept) _pages.Clear();
        var making = _pages.GetOrAdd(key, key => new Lazy<Task<Page>>(() => MakeAsync(key, site)));
        var isWhole = false;
        try
        {
            var page = await making.Value.WaitAsync(http.RequestAborted).ConfigureAwait(false);
            http.Response.ContentType = "text/html; charset=utf-8";
            http.Response.Headers.Vary = "Accept-Encoding";
            if (key.Coding is not null) http.Response.Headers.ContentEncoding = key.Coding;
            await http.Response.Body.WriteAsync(page.Beginning, http.RequestAborted).ConfigureAwait(false);
            if (!page.Rest.IsCompleted) await http.Response.Body.FlushAsync(http.RequestAborted).ConfigureAwait(false);
            var rest = await page.Rest.WaitAsync(http.RequestAborted).ConfigureAwait(false);
            await http.Response.Body.WriteAsync(rest.Content, http.RequestAborted).ConfigureAwait(false);
            isWhole = rest.HasQuestions;
        }
        finally
        {
            // What failed is made again at the next request. A reader who goes away leaves the page to the next one.
            if (!isWhole && !http.RequestAborted.IsCancellationRequested) _pages.TryRemove(key, out _);
        }
    }

    private async Task<Page> MakeAsync(Key key, ViewSite site)
    {
        var report = await new ReportPage(context, site).RenderServedAsync(key.Run).ConfigureAwait(false);
        var parts = new PageParts(key.Coding);
        return new Page(parts.Next(report.Beginning), FinishAsync(report, parts));
    }

    private static async Task<ServedReport.Remainder> FinishAsync(ServedReport report, PageParts parts)
    {
        using (parts)
        {
            var rest = await report.Rest.ConfigureAwait(false);
            return rest with { Content = parts.Last(rest.Content) };
        }
    }

    private sealed record Key(string Run, DateTimeOffset Written, string? Coding);

    private sealed record Page(byte[] Beginning, Task<ServedReport.Remainder> Rest);
}
