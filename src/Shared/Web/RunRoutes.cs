using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using MuBench.Pipeline;
using MuBench.Pipeline.Comparing;
using MuBench.Pipeline.Progress;
using MuBench.Pipeline.Reporting;
using MuBench.Printing;
using MuBench.Reports.Figures;
using MuBench.Reports.Html.Comparisons;
using MuBench.Reports.Html.Viewing;
using MuBench.Storage;
using MuBench.Viewing;

namespace MuBench.Web;

/// <summary>The pages about runs.</summary>
/// <param name="context">The store and the clock.</param>
/// <param name="view">The store as readers see it.</param>
/// <param name="siteOf">The site as the reader of a request sees it.</param>
/// <param name="stopping">Ends the events of live runs when the server stops.</param>
internal sealed class RunRoutes(PipelineContext context, StoreView view, Func<HttpContext, ViewSite> siteOf, CancellationToken stopping)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly RunImages _images = new(context);
    private readonly ReportRoute _reports = new(context);

    /// <summary>Adds the routes.</summary>
    /// <param name="routes">The list.</param>
    /// <param name="withEvents">Whether a page may hold a connection open to follow a run.</param>
    public void AddTo(RouteList routes, bool withEvents)
    {
        routes.Get("", ListAsync);
        routes.Get("runs/{run}", ShowAsync);
        routes.Get("api/leaders", LeadersAsync);
        if (withEvents) routes.Get("events/{run}", FollowAsync);
        routes.Get("status/{run}", AskAsync);
        routes.Get("images/{run}/{row}/{part}", http => ImageAsync(http, _images.ReadAsync));
        routes.Get("thumbnails/{run}/{row}/{part}", http => ImageAsync(http, _images.ReadThumbnailAsync));
        routes.Get("figures/{run}/{name}.svg", FigureAsync);
        routes.Get("compare", CompareAsync);
    }

    private async Task ListAsync(HttpContext http)
    {
        var runs = await view.ListRunsAsync(http.RequestAborted).ConfigureAwait(false);
        var query = http.Request.Query;
        var filter = new RunsFilter($"{query["state"]}", $"{query["dataset"]}", $"{query["model"]}", $"{query["text"]}".Trim());
        await ViewAnswers.PageAsync(http, RunsPage.Render(siteOf(http), view.Description, [.. runs.Select(Viewed)], filter)).ConfigureAwait(false);
    }

    private ViewedRun Viewed(RunEntry run)
    {
        var cells = RunCells.Of(run, context.Time.GetUtcNow());
        var alarms = run.Status?.Alarms is { Count: > 0 } models ? $"too many responses of {string.Join(", ", models)} hold nothing to score" : null;
        return new ViewedRun(cells[0], cells[1], [.. cells.Skip(2)], HasReport(run), run.Fault ?? alarms)
        {
            StateName = run.IsRejected || run.Status is null ? cells[1] : run.Status.State,
            Dataset = run.Status?.Dataset,
            DatasetTitle = run.Status?.DatasetTitle,
            Models = [.. (run.Status?.Models ?? []).Select(model => model.Id).Where(id => !id.Contains('#', StringComparison.Ordinal))],
            Action = run.IsRejected ? RunAction.None : ActionOf(run.Status?.State, run.AcceptedAt is not null),
            IsLive = run.Status is { State: RunStates.Running or RunStates.Queued },
        };
    }

    private async Task ShowAsync(HttpContext http)
    {
        var run = await RunOfAsync(http).ConfigureAwait(false);
        var snapshot = await RunSnapshot.ReadAsync(context, run, http.RequestAborted).ConfigureAwait(false);

        // A run that is resumed has the report of its earlier attempt: until it has ended, its progress says more.
        if (snapshot.State is RunStates.Queued or RunStates.Running || await view.WrittenAtAsync(run, http.RequestAborted).ConfigureAwait(false) is not { } written)
        {
            await ViewAnswers.PageAsync(http, snapshot.IsRejected
                ? ViewPages.Refusal(siteOf(http), run, RejectionText.Of(snapshot.Rejection!, file: null))
                : LiveRunPage.Render(siteOf(http), run, StateOf(snapshot), RowsOf(snapshot), ActionOf(http, snapshot))).ConfigureAwait(false);
            return;
        }

        await _reports.ShowAsync(http, run, written, siteOf(http)).ConfigureAwait(false);
    }

    // A run whose report cannot be read has its fault in place of a leader.
    private async Task LeadersAsync(HttpContext http)
    {
        var leaders = new JsonObject();
        foreach (var run in http.Request.Query["run"].OfType<string>().Distinct(StringComparer.Ordinal))
        {
            try
            {
                await RunLookup.RequireAsync(context.Store, run, http.RequestAborted).ConfigureAwait(false);
                leaders[run] = ShownText.Clean(await view.LeaderOfAsync(run, http.RequestAborted).ConfigureAwait(false));
            }
            catch (UserException fault) when (fault is ArtifactNotFoundException or not StoreException)
            {
                leaders[run] = ShownText.Clean(fault.Message);
            }
        }

        await ViewAnswers.JsonAsync(http, leaders.ToJsonString()).ConfigureAwait(false);
    }

    // Events are sent until the run has ended, the browser goes away or the server stops.
    private async Task FollowAsync(HttpContext http)
    {
        var run = await RunOfAsync(http).ConfigureAwait(false);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        try
        {
            while (true)
            {
                var snapshot = await RunSnapshot.ReadAsync(context, run, ended.Token).ConfigureAwait(false);
                await ViewAnswers.EventAsync(http, "status", LiveRunPage.Status(StateOf(snapshot), RowsOf(snapshot), RunAction.None), ended.Token).ConfigureAwait(false);
                if (await IsReportedAsync(run, snapshot, ended.Token).ConfigureAwait(false))
                {
                    await ViewAnswers.EventAsync(http, "end", "done", ended.Token).ConfigureAwait(false);
                    return;
                }

                await Task.Delay(Pause, context.Time, ended.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The browser has closed the stream.
        }
    }

    // The part of a live run's page that changes, for a page that asks again and again: 304 while it is the same. A header says that the report is there.
    private async Task AskAsync(HttpContext http)
    {
        var run = await RunOfAsync(http).ConfigureAwait(false);
        var snapshot = await RunSnapshot.ReadAsync(context, run, http.RequestAborted).ConfigureAwait(false);
        var status = LiveRunPage.Status(StateOf(snapshot), RowsOf(snapshot), ActionOf(http, snapshot));
        var isReported = await IsReportedAsync(run, snapshot, http.RequestAborted).ConfigureAwait(false);
        if (isReported) http.Response.Headers["X-MuBench-Ended"] = "1";
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{isReported} {status}")).AsSpan(0, 12))}\"";
        http.Response.Headers.ETag = tag;
        if (http.Request.Headers.IfNoneMatch == tag) http.Response.StatusCode = StatusCodes.Status304NotModified;
        else await ViewAnswers.PageAsync(http, status).ConfigureAwait(false);
    }

    private async Task<bool> IsReportedAsync(string run, RunSnapshot snapshot, CancellationToken cancellationToken) =>
        snapshot.State is { } state && RunStates.HasReport(state) && await view.WrittenAtAsync(run, cancellationToken).ConfigureAwait(false) is not null;

    private RunAction ActionOf(HttpContext http, RunSnapshot snapshot) => siteOf(http).CanRun && !snapshot.IsRejected ? ActionOf(snapshot.State, snapshot.IsAccepted) : RunAction.None;

    private static RunAction ActionOf(string? state, bool isAccepted) => state switch
    {
        RunStates.Queued or RunStates.Running => RunAction.Cancel,
        RunStates.Incomplete or RunStates.Interrupted or RunStates.Cancelled or RunStates.Failed => RunAction.Resume,
        null when isAccepted => RunAction.Cancel,
        _ => RunAction.None,
    };

    private async Task ImageAsync(HttpContext http, Func<string, int, int, CancellationToken, Task<(byte[] Bytes, string MediaType)?>> readAsync)
    {
        var run = await RunOfAsync(http).ConfigureAwait(false);
        var (row, part) = (NumberOf(http, "row"), NumberOf(http, "part"));
        var (bytes, mediaType) = await readAsync(run, row, part, http.RequestAborted).ConfigureAwait(false)
            ?? throw new UserException($"The dataset of the run '{run}' has no image {part} in row {row}.");
        http.Response.ContentType = mediaType;
        http.Response.Headers.CacheControl = "private, max-age=3600";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted).ConfigureAwait(false);
    }

    private async Task FigureAsync(HttpContext http)
    {
        var (run, name) = (await RunOfAsync(http).ConfigureAwait(false), $"{http.Request.RouteValues["name"]}");
        var report = await FinishedRun.ReadReportAsync(context.Store, run, http.RequestAborted).ConfigureAwait(false);
        var figure = ReportFigures.Of(report).FirstOrDefault(figure => figure.Name == name) ?? throw new UserException($"The report of the run '{run}' has no figure '{name}'.");
        http.Response.ContentType = "image/svg+xml";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
        await http.Response.WriteAsync(SvgFigure.Render(figure), http.RequestAborted).ConfigureAwait(false);
    }

    private async Task CompareAsync(HttpContext http)
    {
        var (a, b) = (http.Request.Query["a"].ToString(), http.Request.Query["b"].ToString());
        if (a == b) throw new UserException("Choose two runs: a run is not compared with itself.");
        await RunLookup.RequireAsync(context.Store, a, http.RequestAborted).ConfigureAwait(false);
        await RunLookup.RequireAsync(context.Store, b, http.RequestAborted).ConfigureAwait(false);
        var comparison = await new CompareRuns(context.Store).RunAsync(new CompareRequest(a, b, null, null, null), http.RequestAborted).ConfigureAwait(false);
        await ViewAnswers.PageAsync(http, ComparisonPage.Render(comparison, siteOf(http))).ConfigureAwait(false);
    }

    private async Task<string> RunOfAsync(HttpContext http)
    {
        var run = $"{http.Request.RouteValues["run"]}";
        await RunLookup.RequireAsync(context.Store, run, http.RequestAborted).ConfigureAwait(false);
        return run;
    }

    private static bool HasReport(RunEntry run) => run.Status is { } status && RunStates.HasReport(status.State);

    private static int NumberOf(HttpContext http, string name) =>
        int.TryParse($"{http.Request.RouteValues[name]}", NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new UserException($"There is no page {http.Request.Path}.");

    private static string StateOf(RunSnapshot snapshot) =>
        (snapshot.State ?? (snapshot.IsAccepted ? "accepted, not started" : "not started")) + (snapshot.Error is { } error ? $": {error}" : "");

    private IReadOnlyList<IReadOnlyList<string>> RowsOf(RunSnapshot snapshot) =>
    [
        .. (snapshot.Status?.Models ?? []).Select(model => ProgressRow.Of(model, context.Time.GetUtcNow()))
            .Select(row => (string[])[row.Model, row.State, row.Done, row.Rate, row.InFlight, row.Waiting, row.Failed, row.Spent, row.Left]),
    ];
}
