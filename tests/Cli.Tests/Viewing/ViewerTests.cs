using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MuBench.Cli;
using MuBench.Cli.Viewing;
using MuBench.Reports;
using MuBench.Storage;
using MuBench.Storage.Disk;
using MuBench.Tests.Reports;
using MuBench.TestUtils;

namespace MuBench.Tests.Cli.Viewing;

/// <summary>The viewer over a store in a folder, asked over HTTP.</summary>
public sealed class ViewerTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _client = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });
    private DiskStore _store = null!;
    private Viewer _viewer = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Root => _viewer.Address[.._viewer.Address.IndexOf("/?", StringComparison.Ordinal)];

    public async ValueTask InitializeAsync()
    {
        _store = new DiskStore(Path.Combine(_folder.Path, "store"));
        await WriteStatusAsync("done-44444444", "done");
        await _store.WriteAsync(StoreLayout.RunReport("done-44444444", ReportFiles.Json), JsonReport.Render(SampleReports.Typical()), CancellationToken.None);
        await WriteStatusAsync("live-22222222", "running");
        _viewer = await Viewer.StartAsync(OfflineContext.Of(_store), 0, null, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _viewer.DisposeAsync();
        _client.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/?token=wrong")]
    [InlineData("/runs/done-44444444")]
    [InlineData("/images/done-44444444/0/0")]
    public async Task Request_WithoutTheToken_IsRefused(string path) =>
        Assert.Equal(HttpStatusCode.Forbidden, (await _client.GetAsync(Root + path, Token)).StatusCode);

    [Fact]
    public async Task Request_OfAnotherHostName_IsRefused()
    {
        using var request = Request("/", await SignInAsync());
        request.Headers.Host = "evil.example";

        Assert.Equal(HttpStatusCode.Forbidden, (await _client.SendAsync(request, Token)).StatusCode);
    }

    [Fact]
    public async Task Address_Opened_MovesTheTokenIntoACookieAndShowsTheRuns()
    {
        using var opened = await _client.GetAsync(_viewer.Address, Token);
        Assert.Equal((HttpStatusCode.Redirect, "/"), (opened.StatusCode, opened.Headers.Location!.OriginalString));
        var cookie = Assert.Single(opened.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);

        var page = await ReadAsync("/");
        Assert.Contains("href=\"/runs/done-44444444\"", page, StringComparison.Ordinal);
        Assert.Contains("data-leader=\"done-44444444\"", page, StringComparison.Ordinal);
        Assert.Contains("3 / 10", page, StringComparison.Ordinal);
        Assert.Contains("/leaderboard/ubench", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaders_OfRuns_AreTheirBestModelsWithARankOrTheReasonWhyNot()
    {
        var leaders = JsonNode.Parse(await ReadAsync("/api/leaders?run=done-44444444&run=live-22222222&run=none-11111111"))!;

        Assert.Equal("generalist (on coarse)", (string?)leaders["done-44444444"]);
        Assert.Contains("report.json", (string?)leaders["live-22222222"], StringComparison.Ordinal);
        Assert.Contains("none-11111111", (string?)leaders["none-11111111"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/?state=running", "live-22222222", "done-44444444")]
    [InlineData("/?text=DONE", "done-44444444", "live-22222222")]
    [InlineData("/?model=m&dataset=ubench&state=done", "done-44444444", "live-22222222")]
    public async Task Runs_FilterInTheAddress_ListsThoseThatMeetIt(string path, string found, string other)
    {
        var page = await ReadAsync(path);

        Assert.Contains($"href=\"/runs/{found}\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain($"href=\"/runs/{other}\"", page, StringComparison.Ordinal);
        Assert.Contains("1 of 2 runs", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_OfAnyPage_KeepsTheRestOfItsQuery()
    {
        var query = new Uri(_viewer.Address).Query;
        using var opened = await _client.GetAsync($"{Root}/{query}&state=done", Token);

        Assert.Equal("/?state=done", opened.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Run_WithoutAReport_HasALivePageAndEventsThatMove()
    {
        Assert.Contains("data-run=\"live-22222222\"", await ReadAsync("/runs/live-22222222"), StringComparison.Ordinal);
        using var request = Request("/events/live-22222222", await SignInAsync());
        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Token));

        await FindAsync(reader, "running");
        await WriteStatusAsync("live-22222222", "done");
        await _store.WriteAsync(StoreLayout.RunReport("live-22222222", ReportFiles.Json), JsonReport.Render(SampleReports.OneModel()), Token);

        await FindAsync(reader, "event: end");
    }

    [Theory]
    [InlineData("/runs/none")]
    [InlineData("/leaderboard/none")]
    [InlineData("/compare?a=done-44444444&b=done-44444444")]
    public async Task Request_ForWhatIsNotThere_SaysWhy(string path)
    {
        using var request = Request(path, await SignInAsync());
        using var response = await _client.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("Cannot be shown", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain", "\"none\"", "http://127.0.0.1", true, 415)]
    [InlineData("application/json", "none", "http://127.0.0.1", true, 428)]
    [InlineData("application/json", "\"none\"", "http://evil.example", true, 403)]
    [InlineData("application/json", "\"none\"", null, true, 403)]
    [InlineData("application/json", "\"none\"", "http://127.0.0.1", false, 403)]
    [InlineData("application/json", "\"none\"", "http://127.0.0.1", true, 400)] // allowed, but the store has no such dataset
    public async Task Note_NotFromAPageOfTheViewer_IsRefused(string mediaType, string version, string? origin, bool hasToken, int status)
    {
        var token = Regex.Match(await ReadAsync("/questions/none"), "data-token=\"([0-9a-f]+)\"").Groups[1].Value;
        using var request = Request("/api/questions/none/note?id=0.stain", await SignInAsync());
        request.Method = HttpMethod.Put;
        request.Content = new StringContent("{\"text\":\"x\",\"tags\":[]}", System.Text.Encoding.UTF8, mediaType);
        request.Headers.TryAddWithoutValidation("If-Match", version);
        if (origin is not null) request.Headers.Add("Origin", origin == "http://127.0.0.1" ? Root : origin);
        if (hasToken) request.Headers.Add("X-MuBench-Token", token);

        Assert.Equal(status, (int)(await _client.SendAsync(request, Token)).StatusCode);
    }

    [Fact]
    public async Task Viewer_StartedAnewOnItsPort_KnowsTheCookiesOfTheLastOne()
    {
        var memory = Path.Combine(_folder.Path, "memory");
        await using (var first = await Viewer.StartAsync(OfflineContext.Of(_store), null, memory, Token))
        {
            using var opened = await _client.GetAsync(first.Address, Token);
            var cookie = opened.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
            var address = first.Address;
            await first.DisposeAsync();
            await using var second = await Viewer.StartAsync(OfflineContext.Of(_store), null, memory, Token);
            await using var elsewhere = await Viewer.StartAsync(OfflineContext.Of(new DiskStore(_folder.Path)), null, memory, Token);
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(second.Address), "/"));
            request.Headers.Add("Cookie", cookie);

            Assert.NotEqual(address, second.Address);
            Assert.Equal(new Uri(address).Port, new Uri(second.Address).Port);
            Assert.NotEqual(new Uri(address).Port, new Uri(elsewhere.Address).Port);
            Assert.Equal(HttpStatusCode.OK, (await _client.SendAsync(request, Token)).StatusCode);
        }

        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(memory, "view.json")));
    }

    [Fact]
    public async Task Pages_OfADatasetByPath_CallItByTheNameOfItsFolder()
    {
        await WriteStatusAsync("path-55555555", "done", "mini-379a6b1b\", \"datasetFolder\": \"mini");

        var runs = await ReadAsync("/");
        Assert.Contains("<td>mini</td>", runs, StringComparison.Ordinal);
        Assert.Contains("<option value=\"mini-379a6b1b\">mini</option>", runs, StringComparison.Ordinal);
        Assert.Contains("href=\"/questions/mini-379a6b1b\" aria-label=\"Questions of mini\"", runs, StringComparison.Ordinal);
        Assert.Contains("<h1>mini</h1>", await ReadAsync("/questions/mini-379a6b1b"), StringComparison.Ordinal);

        // Two datasets of one name are told apart by their names in the store.
        await WriteStatusAsync("path-66666666", "done", "mini-00000000\", \"datasetFolder\": \"mini");
        Assert.Contains("<option value=\"mini-379a6b1b\">mini-379a6b1b</option>", await ReadAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WarmUp_WithRunsThatCannotBeShown_Ends()
    {
        await WriteStatusAsync("path-55555555", "done", "none"); // no report, no dataset

        await _viewer.WarmUpAsync(Token);

        Assert.Contains("path-55555555", await ReadAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaderboard_OfADataset_LinksToItsRuns() => Assert.Contains($"/runs/{SampleReports.Typical().Run.Id}", await ReadAsync("/leaderboard/ubench"), StringComparison.Ordinal);

    private static async Task FindAsync(StreamReader reader, string text)
    {
        while (await Waiting.WithinAsync(reader.ReadLineAsync(Token).AsTask(), what: $"event with '{text}'") is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal)) return;
        }

        Assert.Fail($"The events ended without '{text}'.");
    }

    private async Task<string> SignInAsync()
    {
        using var opened = await _client.GetAsync(_viewer.Address, Token);
        return opened.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    private HttpRequestMessage Request(string path, string cookie)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Root + path);
        request.Headers.Add("Cookie", cookie);
        return request;
    }

    private async Task<string> ReadAsync(string path)
    {
        using var request = Request(path, await SignInAsync());
        using var response = await _client.SendAsync(request, Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync(Token);
    }

    private Task WriteStatusAsync(string id, string state, string dataset = "ubench") => _store.WriteAsync(StoreLayout.RunStatus(id), System.Text.Encoding.UTF8.GetBytes(
        $$"""
        { "formatVersion": 1, "runId": "{{id}}", "state": "{{state}}", "startedAt": "2026-11-02T00:00:00Z", "updatedAt": "2026-11-02T00:00:00Z", "dataset": "{{dataset}}",
          "models": [ { "id": "m", "state": "evaluating", "questions": 10, "done": 3, "reused": 0, "failed": 0, "inFlight": 1, "waiting": 0,
            "inputTokens": 5, "outputTokens": 5, "usd": 1.5, "perSecond": 0 } ] }
        """));
}
