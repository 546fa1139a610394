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
        var id = (await _scene.PostRunAsync(manifest)).Text("runId");

        var response = await _scene.GetReportAsync(id);

        Assert.Equal(404, response.Status);
        Assert.Contains("has no report", response.Text("title"), StringComparison.Ordinal);
        Assert.Contains(state, response.Text("title"), StringComparison.Ordinal);
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
