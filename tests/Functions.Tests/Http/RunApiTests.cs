using System.Text;
using Microsoft.DurableTask.Client;
using MuBench.Manifests;
using MuBench.Pipeline.Progress;
using MuBench.Storage;

namespace MuBench.Tests.Functions.Http;

/// <summary>Submitting, reading, cancelling and resuming runs. Every response is checked against the OpenAPI document.</summary>
public sealed class RunApiTests : IDisposable
{
    private const string Manifest = """{ "name": "api", "benchmark": { "dataset": "drawn" }, "models": [ { "id": "chance", "kind": "random" } ] }""";

    private readonly ApiScene _scene = new();

    public static TheoryData<string> NoIds => ["unknown-00000000", "..", "../other", "a/../b", "a\\b", ".", "", "a\0b", new string('x', 2000)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData("application/json")]
    [InlineData("Application/JSON; charset=utf-8")]
    [InlineData("application/vnd.mubench.manifest+json")]
    public async Task PostRun_AManifest_StartsItsRunOnce(string type)
    {
        var first = await _scene.PostRunAsync(Manifest, type);
        var second = await _scene.PostRunAsync(Manifest + "  // the same content", type);

        var id = first.Text("runId");
        Assert.StartsWith("api-", id, StringComparison.Ordinal);
        Assert.Equal((202, "started"), (first.Status, first.Text("outcome")));
        Assert.Equal((202, "running"), (second.Status, second.Text("outcome")));
        Assert.Equal([id], _scene.Client.Scheduled);
        Assert.Equal($"{ApiScene.Address}/api/runs/{id}", first.Location);
        Assert.Equal((first.Location, $"{first.Location}/report"), (first.Text("status"), first.Text("report")));
        Assert.Equal(Manifest, Encoding.UTF8.GetString((await _scene.Store.TryReadAsync(StoreLayout.RunManifest(id), Token))!));
    }

    [Fact]
    public async Task PostRun_ARunThatHasEnded_Answers200AndStartsNothing()
    {
        var id = (await _scene.PostRunAsync(Manifest)).Text("runId");
        await _scene.EndAsync(id, RunStates.Done);
        _scene.Client.Set(id, OrchestrationRuntimeStatus.Completed);
        _scene.Time.Advance(TimeSpan.FromMinutes(1));

        var again = await _scene.PostRunAsync(Manifest);

        Assert.Equal((200, "ended"), (again.Status, again.Text("outcome")));
        _scene.Client.Remove(id); // the history is removed after some time
        Assert.Equal((200, "ended"), (await _scene.PostRunAsync(Manifest)) is var later ? (later.Status, later.Text("outcome")) : default);
        Assert.Single(_scene.Client.Scheduled);
    }

    [Fact]
    public async Task PostRun_ACancelledRun_TakesItUpAgain()
    {
        var id = (await _scene.PostRunAsync(Manifest)).Text("runId");
        await _scene.CancelAsync(id);
        _scene.Time.Advance(TimeSpan.FromMinutes(1));

        var again = await _scene.PostRunAsync(Manifest);

        Assert.Equal((202, "resumed"), (again.Status, again.Text("outcome")));
        Assert.Equal([id, id], _scene.Client.Scheduled);
        Assert.Equal("queued", (await _scene.GetRunAsync(id)).Text("state")); // no worker has begun it yet
        Assert.Equal("queued", (string)(await _scene.GetRunsAsync()).Json["runs"]![0]!["state"]!);
    }

    [Fact]
    public async Task PostRun_ToContinueARunThatWasNotScheduled_SchedulesItAgain()
    {
        var id = (await _scene.PostRunAsync(Manifest)).Text("runId");
        await _scene.CancelAsync(id);
        _scene.Time.Advance(TimeSpan.FromMinutes(1));
        await _scene.PostRunAsync(Manifest);
        _scene.Client.Set(id, OrchestrationRuntimeStatus.Terminated); // the process was lost before it scheduled the orchestration

        var again = await _scene.PostRunAsync(Manifest);

        Assert.Equal((202, "resumed"), (again.Status, again.Text("outcome")));
        Assert.Equal([id, id, id], _scene.Client.Scheduled);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/x-www-form-urlencoded")] // curl without --json: a page of another site can send this too
    [InlineData("json")]
    [InlineData("")]
    [InlineData(null)]
    public async Task PostRun_NotDeclaredAsJson_Answers415AndStartsNothing(string? type)
    {
        foreach (var response in (ApiResponse[])[await _scene.PostRunAsync(Manifest, type), await _scene.ValidateAsync(Manifest, type)])
        {
            Assert.Equal(415, response.Status);
            Assert.Contains("'Content-Type: application/json'", response.Text("detail"), StringComparison.Ordinal);
        }

        Assert.Empty(_scene.Client.Scheduled);
    }

    [Theory]
    [InlineData("", "$")]
    [InlineData("{", "$")]
    [InlineData("[1]", "$")]
    [InlineData("""{ "name": "api", "benchmark": { "dataset": "drawn" }, "models": [ { "id": "a", "kind": "nothing" } ] }""", "$.models[0].kind")]
    [InlineData("""{ "name": "../up", "benchmark": { "dataset": "drawn" }, "models": [ { "id": "a", "kind": "random" } ] }""", "$.name")]
    [InlineData("""{ "name": "api", "benchmark": { "dataset": "./beside" }, "models": [ { "id": "a", "kind": "random" } ] }""", "$.benchmark.dataset")]
    [InlineData("""{ "name": "api", "benchmark": { "dataset": "drawn" }, "models": [ { "id": "a", "kind": "openai", "model": "m", "endpoint": "https://elsewhere.test/v1" } ] }""", "$.models[0].endpoint")]
    public async Task PostRun_NoManifestThatCanBeRun_SaysWhatIsWrongAndLeavesNothing(string body, string path)
    {
        var response = await _scene.PostRunAsync(body);

        Assert.Equal((400, 400), (response.Status, (int)response.Json["status"]!));
        Assert.Equal(path, (string)response.Json["faults"]![0]!["path"]!);
        Assert.Empty(_scene.Client.Scheduled);
        Assert.Null(response.Location);
        Assert.Equal("""{"runs":[]}""", (await _scene.GetRunsAsync()).Body);
        await foreach (var entry in _scene.Store.ListAsync(StoreLayout.Runs, Token))
            Assert.Fail($"{entry.Path} was kept.");
    }

    [Fact]
    public async Task Upload_ThatIsRejected_IsAnAnswerAndNoRun()
    {
        var id = await _scene.UploadAsync("[1]");

        Assert.Equal("$", (string)(await _scene.GetRunAsync(id)).Json["faults"]![0]!["path"]!);
        Assert.Equal("""{"runs":[]}""", (await _scene.GetRunsAsync()).Body);
    }

    [Fact]
    public async Task PostRun_ABodyAboveAMebibyte_IsRefusedWithItsLimit()
    {
        var large = Manifest + new string(' ', ManifestReader.MaxBytes);

        foreach (var response in (ApiResponse[])[await _scene.PostRunAsync(large), await _scene.ValidateAsync(large)])
        {
            Assert.Equal(413, response.Status);
            Assert.Contains("1,048,576 bytes", response.Text("title"), StringComparison.Ordinal);
        }

        Assert.Equal(202, (await _scene.PostRunAsync(Manifest + new string(' ', ManifestReader.MaxBytes - Encoding.UTF8.GetByteCount(Manifest)))).Status);
    }

    [Theory]
    [InlineData("PUT", "runs", "GET, HEAD, POST")]
    [InlineData("GET", "runs/a-00000000/cancel", "POST")]
    [InlineData("POST", "runs/a-00000000/report", "GET, HEAD")]
    [InlineData("PATCH", "leaderboard", "GET, HEAD")]
    public async Task AnyAddress_WithAnotherMethod_Answers405WithTheMethodsThatItHas(string method, string path, string allowed)
    {
        var response = await ApiScene.SendUnknownAsync(method, path);

        Assert.Equal((405, "application/problem+json; charset=utf-8", allowed), (response.Status, response.Type, response.Headers["Allow"]));
        Assert.Contains(method, response.Text("title"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("runs/a/b/c")]
    [InlineData("")]
    public async Task AnUnknownAddress_Answers404(string path) => Assert.Equal(404, (await ApiScene.SendUnknownAsync("GET", path)).Status);

    [Theory]
    [MemberData(nameof(NoIds))]
    public async Task AnyOperation_OfNoRun_Answers404AndReadsNothing(string id)
    {
        await _scene.Store.WriteAsync(StorePath.Parse("other/status.json"), "{}"u8.ToArray(), Token);

        foreach (var response in (ApiResponse[])[await _scene.GetRunAsync(id), await _scene.CancelAsync(id), await _scene.ResumeAsync(id), await _scene.DeleteAsync(id), await _scene.GetReportAsync(id)])
            Assert.Equal((404, "about:blank", id), (response.Status, response.Text("type"), response.Text("runId")));
    }

    [Fact]
    public async Task GetRun_TakenInAndNotBegun_IsQueuedAsInTheList()
    {
        var id = (await _scene.PostRunAsync(Manifest)).Text("runId");

        Assert.Equal("queued", (await _scene.GetRunAsync(id)).Text("state"));
        Assert.Equal("queued", (string)(await _scene.GetRunsAsync()).Json["runs"]![0]!["state"]!);
    }

    [Fact]
    public async Task GetRun_OfACommandLineThatHasNotPlannedIt_IsQueuedAsInTheList()
    {
        await _scene.Store.WriteAsync(StoreLayout.RunManifest("cli-00000000"), Encoding.UTF8.GetBytes(Manifest), Token);

        Assert.Equal((200, "queued"), (await _scene.GetRunAsync("cli-00000000")) is var run ? (run.Status, run.Text("state")) : default);
        Assert.Equal("queued", (string)(await _scene.GetRunsAsync()).Json["runs"]![0]!["state"]!);
    }

    [Fact]
    public async Task GetRun_RejectedAfterItHadEnded_HasTheFaults()
    {
        var id = await _scene.UploadAsync("[1]");
        await _scene.WriteStatusAsync(id, RunStates.Done, updatedAt: _scene.Time.GetUtcNow().AddMinutes(-1));

        Assert.NotNull((await _scene.GetRunAsync(id)).Json["faults"]);
        Assert.Equal("""{"runs":[]}""", (await _scene.GetRunsAsync()).Body);
    }

    [Fact]
    public async Task GetRun_ADamagedStatus_Answers500WithTheFile()
    {
        await _scene.Store.WriteAsync(StoreLayout.RunStatus("torn-00000000"), "{"u8.ToArray(), Token);

        var response = await _scene.GetRunAsync("torn-00000000");

        Assert.Equal(500, response.Status);
        Assert.Contains("runs/torn-00000000/status.json", response.Text("detail"), StringComparison.Ordinal);
        Assert.Equal("unknown", (string)(await _scene.GetRunsAsync()).Json["runs"]![0]!["state"]!);
    }

    [Fact]
    public async Task CancelRun_ThatGoesOn_EndsItAndAnswersItsLastStatus()
    {
        var id = (await _scene.PostRunAsync(Manifest)).Text("runId");

        var response = await _scene.CancelAsync(id);

        Assert.Equal((200, "cancelled"), (response.Status, response.Text("state")));
        Assert.Equal([id], _scene.Client.Terminated);
        Assert.Equal("cancelled", (await _scene.GetRunAsync(id)).Text("state"));
        Assert.Equal(409, (await _scene.CancelAsync(id)).Status);
        Assert.Single(_scene.Client.Terminated);
    }

    [Theory]
    [InlineData(RunStates.Running, "does not conduct")]
    [InlineData(RunStates.Done, "ended")]
    public async Task CancelRun_OfACommandLine_Answers409AndWritesNothing(string state, string word)
    {
        await _scene.WriteStatusAsync("cli-00000000", state);

        var response = await _scene.CancelAsync("cli-00000000");

        Assert.Equal(409, response.Status);
        Assert.Contains(word, response.Text("title"), StringComparison.Ordinal);
        Assert.Equal(state, (await _scene.GetRunAsync("cli-00000000")).Text("state"));
    }

    [Theory]
    [InlineData(RunStates.Incomplete)]
    [InlineData(RunStates.Failed)]
    public async Task ResumeRun_ThatHasEndedWithoutEveryResponse_StartsItAgain(string state)
    {
        var id = (await _scene.PostRunAsync(Manifest)).Text("runId");
        _scene.Client.Set(id, OrchestrationRuntimeStatus.Completed);
        await _scene.EndAsync(id, state);
        _scene.Time.Advance(TimeSpan.FromMinutes(1));

        var response = await _scene.ResumeAsync(id);

        Assert.Equal((202, "resumed"), (response.Status, response.Text("outcome")));
        Assert.Equal([id, id], _scene.Client.Scheduled);
    }

    [Fact]
    public async Task ResumeRun_OfACommandLineThatIsIncomplete_StartsIt()
    {
        await _scene.WriteStatusAsync("cli-00000000", RunStates.Incomplete);

        Assert.Equal((202, "started"), (await _scene.ResumeAsync("cli-00000000")) is var run ? (run.Status, run.Text("outcome")) : default);
    }

    [Fact]
    public async Task ResumeRun_ThatIsDone_StartsNothing()
    {
        await _scene.WriteStatusAsync("cli-00000000", RunStates.Done);

        Assert.Equal((200, "ended"), (await _scene.ResumeAsync("cli-00000000")) is var run ? (run.Status, run.Text("outcome")) : default);
        Assert.Empty(_scene.Client.Scheduled);
    }

    [Fact]
    public async Task ResumeRun_ThatACommandLineConductsOrThatWasRejected_Answers409()
    {
        await _scene.WriteStatusAsync("cli-00000000", RunStates.Running);
        var rejected = await _scene.UploadAsync("[1]");

        Assert.Contains("does not conduct", (await _scene.ResumeAsync("cli-00000000")).Text("title"), StringComparison.Ordinal);
        Assert.Contains("was rejected", (await _scene.ResumeAsync(rejected)).Text("title"), StringComparison.Ordinal);
        Assert.Empty(_scene.Client.Scheduled);
    }
}
