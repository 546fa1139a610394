using System.Text;
using MuBench.Pipeline.Progress;
using MuBench.Storage;

namespace MuBench.Tests.Functions.Http;

/// <summary>Reports and the leaderboard. Every response is checked against the OpenAPI document.</summary>
public sealed class ReportApiTests : IDisposable
{
    private const string Id = "done-00000000";

    private readonly ApiScene _scene = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData(null, "text/html", "report.html")]
    [InlineData("text/html", "text/html", "report.html")]
    [InlineData("application/json", "application/json", "report.json")]
    [InlineData("text/csv", "text/csv", "scores.csv")]
    [InlineData("text/markdown", "text/markdown", "report.md")]
    [InlineData("application/json; charset=utf-8", "application/json", "report.json")]
    [InlineData("text/html;q=0, */*", "application/json", "report.json")]
    public async Task GetReport_InAForm_IsTheStoredFile(string? accept, string type, string file)
    {
        await _scene.FinishAsync(Id);

        var response = await _scene.GetReportAsync(Id, accept);

        Assert.Equal((200, $"{type}; charset=utf-8"), (response.Status, response.Type));
        Assert.Equal(Encoding.UTF8.GetString((await _scene.Store.TryReadAsync(StoreLayout.RunReport(Id, file), Token))!), response.Body);
    }

    [Fact]
    public async Task GetReport_InNoAcceptedForm_Answers406WithTheForms()
    {
        await _scene.FinishAsync(Id);

        var response = await _scene.GetReportAsync(Id, "image/png");

        Assert.Equal(406, response.Status);
        Assert.Contains("text/html, application/json, text/csv, text/markdown", response.Text("detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RunStates.Running, null, "running", "GET /api/runs/early-00000000")]
    [InlineData(RunStates.Failed, "The store is full.", "failed", "The store is full.")]
    public async Task GetReport_NotWritten_Answers404WithTheStateAndTheReason(string state, string? error, string title, string detail)
    {
        await _scene.WriteStatusAsync("early-00000000", state, error);

        var response = await _scene.GetReportAsync("early-00000000");

        Assert.Equal(404, response.Status);
        Assert.Contains(title, response.Text("title"), StringComparison.Ordinal);
        Assert.Contains(detail, response.Text("detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[1]", "rejected")]
    [InlineData("""{ "name": "api", "benchmark": { "dataset": "drawn" }, "models": [ { "id": "chance", "kind": "random" } ] }""", "queued")]
    public async Task GetReport_OfARunWithoutAStatus_SaysWhatTheListSays(string manifest, string state)
    {
        var id = await _scene.UploadAsync(manifest);

        var response = await _scene.GetReportAsync(id);

        Assert.Equal(404, response.Status);
        Assert.Contains("has no report", response.Text("title"), StringComparison.Ordinal);
        Assert.Contains(state, response.Text("title"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("identity", null)]
    [InlineData("gzip", "gzip")]
    [InlineData("gzip, deflate, br", "br")]
    [InlineData("br;q=0.5, gzip", "gzip")]
    [InlineData("*", "br")]
    [InlineData("br;q=0, *;q=0.1", "gzip")]
    [InlineData("identity, gzip;q=0.5", null)]
    [InlineData("deflate", null)]
    public async Task GetReport_WithAcceptEncoding_IsCompressedAsTheClientPrefers(string? accepted, string? coding)
    {
        await _scene.FinishAsync(Id);

        var response = await _scene.GetReportAsync(Id, "application/json", headers: accepted is null ? [] : [("Accept-Encoding", accepted)]);

        Assert.Equal(coding, response.Headers.GetValueOrDefault("Content-Encoding"));
        Assert.Equal(Encoding.UTF8.GetString((await _scene.Store.TryReadAsync(StoreLayout.RunReport(Id, "report.json"), Token))!), response.Body);
        Assert.Equal(coding is not null, response.Bytes.Length < response.Body.Length);
        Assert.Equal(("Accept, Accept-Encoding", $"{response.Bytes.Length}"), (response.Headers["Vary"], response.Headers["Content-Length"]));
    }

    [Fact]
    public async Task GetReport_ThatTheClientHas_Answers304UntilItChanges()
    {
        await _scene.FinishAsync(Id);
        var first = await _scene.GetReportAsync(Id);
        var (tag, at) = (first.Headers["ETag"], first.Headers["Last-Modified"]);

        foreach (var (name, value) in ((string, string)[])[("If-None-Match", tag), ("If-None-Match", $"\"other\", W/{tag}"), ("If-None-Match", "*"), ("If-Modified-Since", at)])
        {
            var again = await _scene.GetReportAsync(Id, headers: (name, value));
            Assert.Equal((304, "", tag), (again.Status, again.Body, again.Headers["ETag"]));
        }

        Assert.NotEqual(tag, (await _scene.GetReportAsync(Id, "text/csv")).Headers["ETag"]);
        Assert.NotEqual(tag, (await _scene.GetReportAsync(Id, headers: ("Accept-Encoding", "br"))).Headers["ETag"]);
        Assert.Equal(200, (await _scene.GetReportAsync(Id, headers: [("If-None-Match", "\"other\""), ("If-Modified-Since", at)])).Status); // the tag decides

        await _scene.Store.WriteAsync(StoreLayout.RunReport(Id, "report.html"), "<!doctype html><title>again</title>"u8.ToArray(), Token);
        Assert.Equal(200, (await _scene.GetReportAsync(Id, headers: ("If-None-Match", tag))).Status);
    }

    [Fact]
    public async Task GetReport_ByHead_HasTheHeadersWithoutTheBody()
    {
        await _scene.FinishAsync(Id);
        var report = await _scene.GetReportAsync(Id);

        var head = await _scene.GetReportAsync(Id, method: "HEAD");

        Assert.Equal((200, ""), (head.Status, head.Body));
        Assert.Equal(report.Headers, head.Headers);
    }

    [Fact]
    public async Task GetLeaderboard_OfADataset_LinksItsReports()
    {
        await _scene.FinishAsync(Id);
        await _scene.FinishAsync("other-00000000", dataset: "drawn");

        var response = await _scene.GetLeaderboardAsync("?code=a%22%3Cb%3E%26c");

        Assert.Equal((200, "text/html; charset=utf-8"), (response.Status, response.Type));
        Assert.Contains($"\"runs/{Id}/report?code=a%22%3Cb%3E%26c\"", response.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("other-00000000", response.Body, StringComparison.Ordinal);
        Assert.Contains("\"runs/other-00000000/report\"", (await _scene.GetLeaderboardAsync("?dataset=drawn")).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?dataset=unknown")]
    [InlineData("?dataset=..%2Fdrawn")]
    [InlineData("?dataset=")]
    public async Task GetLeaderboard_OfADatasetWithoutFinishedRuns_Answers404(string query)
    {
        await _scene.FinishAsync("other-00000000", dataset: "drawn");
        await _scene.WriteStatusAsync("early-00000000", RunStates.Running);

        var response = await _scene.GetLeaderboardAsync(query);

        Assert.Equal(404, response.Status);
        Assert.Contains("?dataset=NAME", response.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetLeaderboard_ADamagedReport_IsNamedBesideTheOthers()
    {
        await _scene.FinishAsync(Id);
        await _scene.FinishAsync("torn-00000000");
        await _scene.Store.WriteAsync(StoreLayout.RunReport("torn-00000000", "report.json"), "{"u8.ToArray(), Token);

        var response = await _scene.GetLeaderboardAsync();

        Assert.Equal(200, response.Status);
        Assert.Contains("torn-00000000", response.Body, StringComparison.Ordinal);
    }
}
