using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using MuBench.Cli.Following;
using MuBench.Cli.Running;
using MuBench.Pipeline;
using MuBench.Pipeline.Comparing;
using MuBench.Pipeline.Progress;
using MuBench.Pipeline.Reporting;
using MuBench.Reports;
using MuBench.Reports.Html.Browser;
using MuBench.Reports.Html.Comparisons;
using MuBench.Reports.Html.Leaderboards;
using MuBench.Reports.Html.Viewing;
using MuBench.Storage;

namespace MuBench.Cli.Viewing;

/// <summary>The pages of the viewer.</summary>
/// <param name="context">The store and the clock.</param>
/// <param name="stopping">Ends the events of live runs when the server stops.</param>
internal sealed class ViewRoutes(PipelineContext context, CancellationToken stopping)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly RunCatalog _catalog = new(context.Store);
    private readonly RunImages _images = new(context);
    private readonly ConcurrentDictionary<(string Run, DateTimeOffset Written), Task<byte[]>> _pages = new();
    private readonly ConcurrentDictionary<(string Run, DateTimeOffset Written), Task<string>> _leaders = new();

    /// <summary>Adds the routes to a server.</summary>
    public void MapTo(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", ListAsync);
        routes.MapGet("/runs/{run}", ShowAsync);
        routes.MapGet("/leader/{run}", LeaderAsync);
        routes.MapGet("/events/{run}", FollowAsync);
        routes.MapGet("/images/{run}/{row:int}/{part:int}", ImageAsync);
        routes.MapGet("/compare", CompareAsync);
        routes.MapGet("/leaderboard/{dataset}", RankAsync);
    }

    private async Task ListAsync(HttpContext http)
    {
        var runs = await _catalog.ListAsync(http.RequestAborted).ConfigureAwait(false);
        var done = runs.Where(HasReport).ToList();
        var rows = runs.Select(run =>
        {
            var cells = RunTable.CellsOf(run, context.Time.GetUtcNow());
            var alarms = run.Status?.Alarms is { Count: > 0 } models ? $"too many responses of {string.Join(", ", models)} hold nothing to score" : null;
            return new ViewedRun(cells[0], cells[1], cells[2..], HasReport(run), run.Fault ?? alarms);
        });
        var datasets = done.Select(run => run.Status!.Dataset).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        await PageAsync(http, RunsPage.Render(context.Store.Description, [.. rows], [.. datasets])).ConfigureAwait(false);
    }

    private async Task ShowAsync(HttpContext http)
    {
        var run = await RunOfAsync(http).ConfigureAwait(false);
        var snapshot = await RunSnapshot.ReadAsync(context, run, http.RequestAborted).ConfigureAwait(false);

        // A run that is resumed has the report of its earlier attempt: until it has ended, its progress says more.
        if (snapshot.State is RunStates.Queued or RunStates.Running || await WrittenAsync(run, http.RequestAborted).ConfigureAwait(false) is not { } written)
        {
            await PageAsync(http, snapshot.IsRejected
                ? ViewPages.Refusal(run, RejectionText.Of(snapshot.Rejection!, file: null))
                : LiveRunPage.Render(run, StateOf(snapshot), RowsOf(snapshot))).ConfigureAwait(false);
            return;
        }

        // The page of a run is made once; a run that is reported again gets a new one.
        var page = await Once(_pages, (run, written), async () =>
            (await new ReportPage(context).RenderAsync(run, PageImages.Served, CancellationToken.None).ConfigureAwait(false))[0].Content).WaitAsync(http.RequestAborted).ConfigureAwait(false);
        http.Response.ContentType = "text/html; charset=utf-8";
        await http.Response.Body.WriteAsync(page, http.RequestAborted).ConfigureAwait(false);
    }

    private async Task LeaderAsync(HttpContext http)
    {
        var run = await RunOfAsync(http).ConfigureAwait(false);
        if (await WrittenAsync(run, http.RequestAborted).ConfigureAwait(false) is not { } written)
            throw new UserException($"The run '{run}' has no report yet.");
        var leader = await Once(_leaders, (run, written), async () =>
        {
            var report = await FinishedRun.ReadReportAsync(context.Store, run, CancellationToken.None).ConfigureAwait(false);
            return Leaderboard.Tasks(report) is [var task, ..] && Leaderboard.LeaderOf(report, task) is { } id ? $"{id} (on {task})" : "none";
        }).WaitAsync(http.RequestAborted).ConfigureAwait(false);
        http.Response.ContentType = "text/plain; charset=utf-8";
        await http.Response.WriteAsync(leader, http.RequestAborted).ConfigureAwait(false);
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
                await SendAsync(http, "status", LiveRunPage.Status(StateOf(snapshot), RowsOf(snapshot)), ended.Token).ConfigureAwait(false);
                if (snapshot.State is { } state && RunStates.HasReport(state) && await WrittenAsync(run, ended.Token).ConfigureAwait(false) is not null)
                {
                    await SendAsync(http, "end", "done", ended.Token).ConfigureAwait(false);
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

    private async Task ImageAsync(HttpContext http)
    {
        var run = await RunOfAsync(http).ConfigureAwait(false);
        var (row, part) = (NumberOf(http, "row"), NumberOf(http, "part"));
        var (bytes, mediaType) = await _images.ReadAsync(run, row, part, http.RequestAborted).ConfigureAwait(false)
            ?? throw new UserException($"The dataset of the run '{run}' has no image {part} in row {row}.");
        http.Response.ContentType = mediaType;
        http.Response.Headers.CacheControl = "private, max-age=3600";
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted).ConfigureAwait(false);
    }

    private async Task CompareAsync(HttpContext http)
    {
        var (a, b) = (http.Request.Query["a"].ToString(), http.Request.Query["b"].ToString());
        if (a == b) throw new UserException("Choose two runs: a run is not compared with itself.");
        await RunLookup.RequireAsync(context.Store, a, http.RequestAborted).ConfigureAwait(false);
        await RunLookup.RequireAsync(context.Store, b, http.RequestAborted).ConfigureAwait(false);
        var comparison = await new CompareRuns(context.Store).RunAsync(new CompareRequest(a, b, null, null, null), http.RequestAborted).ConfigureAwait(false);
        await PageAsync(http, ComparisonPage.Render(comparison)).ConfigureAwait(false);
    }

    private async Task RankAsync(HttpContext http)
    {
        var runs = await _catalog.ReadFinishedAsync($"{http.Request.RouteValues["dataset"]}", http.RequestAborted).ConfigureAwait(false);
        await PageAsync(http, LeaderboardPage.Render(runs, id => "/runs/" + Uri.EscapeDataString(id))).ConfigureAwait(false);
    }

    private async Task<string> RunOfAsync(HttpContext http)
    {
        var run = $"{http.Request.RouteValues["run"]}";
        await RunLookup.RequireAsync(context.Store, run, http.RequestAborted).ConfigureAwait(false);
        return run;
    }

    private async Task<DateTimeOffset?> WrittenAsync(string run, CancellationToken cancellationToken) =>
        (await context.Store.TryStatAsync(StoreLayout.RunReport(run, ReportFiles.Json), cancellationToken).ConfigureAwait(false))?.LastModified;

    // What failed is made again at the next request.
    private static async Task<T> Once<T>(ConcurrentDictionary<(string, DateTimeOffset), Task<T>> made, (string, DateTimeOffset) key, Func<Task<T>> make)
    {
        const int MaxKept = 200;
        if (made.Count > MaxKept) made.Clear();
        var making = made.GetOrAdd(key, _ => make());
        try
        {
            return await making.ConfigureAwait(false);
        }
        catch
        {
            made.TryRemove(key, out _);
            throw;
        }
    }

    private static bool HasReport(RunEntry run) => run.Status is { } status && RunStates.HasReport(status.State);

    private static int NumberOf(HttpContext http, string name) => int.Parse($"{http.Request.RouteValues[name]}", System.Globalization.CultureInfo.InvariantCulture);

    private static string StateOf(RunSnapshot snapshot) =>
        (snapshot.State ?? (snapshot.IsAccepted ? "accepted, not started" : "not started")) + (snapshot.Error is { } error ? $": {error}" : "");

    private IReadOnlyList<IReadOnlyList<string>> RowsOf(RunSnapshot snapshot) =>
    [
        .. (snapshot.Status?.Models ?? []).Select(model => ProgressRow.Of(model, context.Time.GetUtcNow()))
            .Select(row => (string[])[row.Model, row.State, row.Done, row.Rate, row.InFlight, row.Waiting, row.Failed, row.Spent, row.Left]),
    ];

    private static async Task PageAsync(HttpContext http, string page)
    {
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.WriteAsync(page, http.RequestAborted).ConfigureAwait(false);
    }

    private static async Task SendAsync(HttpContext http, string name, string data, CancellationToken cancellationToken)
    {
        var lines = string.Join('\n', data.Split('\n').Select(line => "data: " + line));
        await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes($"event: {name}\n{lines}\n\n"), cancellationToken).ConfigureAwait(false);
        await http.Response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
