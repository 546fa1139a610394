using System.CommandLine;
using MuBench.Cli.Commands;
using MuBench.Endpoints;
using MuBench.Pipeline;
using MuBench.Pipeline.Intake;
using MuBench.Reports;
using MuBench.Secrets;
using MuBench.Storage;
using MuBench.Storage.Disk;
using MuBench.Tests.Reports;
using MuBench.TestUtils;

namespace MuBench.Tests.Cli.Commands;

/// <summary>The commands that read the runs of a store.</summary>
public sealed class RunsCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DiskStore _store;

    public RunsCommandTests() => _store = new DiskStore(Path.Combine(_folder.Path, "store"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Runs_DoneRejectedAndDamaged_ShowsAllNewestFirst()
    {
        await WriteAsync("runs/old-11111111/status.json", Status("old-11111111", "failed", "2026-11-01"));
        await WriteAsync("runs/new-22222222/status.json", Status("new-22222222", "running", "2026-11-02"));
        await WriteAsync("runs/bad-33333333/status.json", "{ \"formatV");
        var rejected = await RejectAsync();

        var lines = (await RunAsync(RunsCommand.Create())).Split(Environment.NewLine).Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ToList();

        Assert.Contains(rejected + " rejected", lines[1], StringComparison.Ordinal); // sorted first, because it was rejected just now
        Assert.Contains("new-22222222 running, no update", lines[2], StringComparison.Ordinal);
        Assert.Contains("3 / 10", lines[2], StringComparison.Ordinal);
        Assert.Contains("$1.5000", lines[2], StringComparison.Ordinal);
        Assert.Contains("old-11111111 failed", lines[3], StringComparison.Ordinal);
        Assert.Contains("bad-33333333 unreadable", lines[4], StringComparison.Ordinal);
        Assert.StartsWith("warning: bad-33333333: 'runs/bad-33333333/status.json' in the store is damaged", lines[5], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)] // as the run's end noted it
    [InlineData(false)] // a status of a version that did not: its report says it
    public async Task Runs_ModelWithAnAlarm_SaysSoBesideTheState(bool isNoted)
    {
        var report = SampleReports.Typical();
        var id = report.Models[0].Id;
        var status = Status("done-44444444", "done", "2026-11-02");
        await WriteAsync("runs/done-44444444/status.json", isNoted ? status.Replace("\"models\"", $"\"alarms\": [\"{id}\"], \"models\"", StringComparison.Ordinal) : status);
        await WriteAsync("runs/good-55555555/status.json", Status("good-55555555", "done", "2026-11-01").Replace("\"models\"", "\"alarms\": [], \"models\"", StringComparison.Ordinal));
        await _store.WriteAsync(StoreLayout.RunReport("done-44444444", "report.json"), JsonReport.Render(report.Alarm(id)), Token);

        var listed = await RunAsync(RunsCommand.Create());

        Assert.Contains("done-44444444  done, alarm  ", listed, StringComparison.Ordinal);
        Assert.Contains("good-55555555  done  ", listed, StringComparison.Ordinal);
        Assert.Contains($"ALARM: done-44444444: too many responses of {id} hold nothing to score; see the report", listed, StringComparison.Ordinal);
        Assert.Equal(isNoted, (await RunAsync(StatusCommand.Create(), 1, "done-44444444")).Contains($"ALARM: too many responses of {id} hold nothing to score", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Runs_OneThatARuleStopped_SaysSoBesideTheState()
    {
        await WriteAsync("runs/done-66666666/status.json", Status("done-66666666", "done", "2026-11-02").Replace("\"models\"", "\"sampled\": \"sampled, stopped by rule\", \"alarms\": [], \"models\"", StringComparison.Ordinal));

        Assert.Contains("done-66666666  done, sampled  ", await RunAsync(RunsCommand.Create()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_NoRuns_SaysSo()
    {
        Directory.CreateDirectory(_store.Description);

        Assert.Contains("has no runs", await RunAsync(RunsCommand.Create()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_NamedStoreThatDoesNotExist_IsAFault()
    {
        var fault = await Assert.ThrowsAsync<UserException>(() => RunAsync(RunsCommand.Create()));

        Assert.Contains($"--store '{_store.Description}': there is no folder", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_OfARun_ShowsItsModelsAndThatNothingWasHeard()
    {
        await WriteAsync("runs/new-22222222/status.json", Status("new-22222222", "running", "2026-11-02"));

        var said = await RunAsync(StatusCommand.Create(), "new-22222222");

        Assert.Contains("Run new-22222222: running, but without an update since 2026-11-02 00:00 UTC", said, StringComparison.Ordinal);
        Assert.Contains("3 / 10", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("running", 0)]
    [InlineData("queued", 0)]
    [InlineData("cancelled", 2)]
    [InlineData("interrupted", 2)]
    [InlineData("failed", 2)]
    public async Task Status_OfARunWithoutAReport_HasTheExitCodeOfItsState(string state, int code)
    {
        await WriteAsync("runs/new-22222222/status.json", Status("new-22222222", state, "2026-11-02"));

        Assert.Contains($": {state}", await RunAsync(StatusCommand.Create(), code, "new-22222222"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, 10, 0)]
    [InlineData(true, 10, 1)] // a void model
    [InlineData(false, 9, 4)] // a question without a response
    public async Task Status_OfADoneRun_IsZeroOnlyIfItsResultIsWhole(bool isVoid, int done, int code)
    {
        var report = SampleReports.OneModel();
        report = report with { Gate = report.Gate with { Result = "pass" }, Models = [.. report.Models.Select(model => model with { Void = isVoid })] };
        await WriteAsync("runs/done-44444444/status.json", Status("done-44444444", "done", "2026-11-02").Replace("\"done\": 3", $"\"done\": {done}", StringComparison.Ordinal));
        await _store.WriteAsync(StoreLayout.RunReport("done-44444444", "report.json"), JsonReport.Render(report), Token);

        await RunAsync(StatusCommand.Create(), code, "done-44444444");
    }

    [Fact]
    public async Task Status_OfARejectedManifest_ShowsEveryFault()
    {
        var said = await RunAsync(StatusCommand.Create(), 2, await RejectAsync());

        Assert.Contains("$.name: is required", said, StringComparison.Ordinal);
        Assert.Contains("$.models: is required", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("new", "did you mean 'new-22222222'?")]
    [InlineData("new-22222223", "did you mean 'new-22222222'?")]
    [InlineData("quite-another", "'mubench runs' lists its runs")]
    [InlineData("../new", "has no run '../new'")]
    public async Task Status_OfNoRun_NamesNearOnes(string named, string hint)
    {
        await WriteAsync("runs/new-22222222/status.json", Status("new-22222222", "running", "2026-11-02"));

        var fault = await Assert.ThrowsAsync<UserException>(() => RunAsync(StatusCommand.Create(), named));

        Assert.Contains(hint, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_OfARunWithoutOne_SaysHowToSeeHowFarItIs()
    {
        await WriteAsync("runs/new-22222222/status.json", Status("new-22222222", "running", "2026-11-02"));

        var fault = await Assert.ThrowsAsync<UserException>(() => RunAsync(ReportCommand.Create(), "new-22222222"));

        Assert.Contains("has no report yet. Show its status with: mubench status new-22222222", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaderboard_OfADataset_WritesThePageWithRelativeLinks()
    {
        var report = SampleReports.Typical();
        await WriteAsync("runs/done-44444444/status.json", Status("done-44444444", "done", "2026-11-02"));
        await _store.WriteAsync(StoreLayout.RunReport("done-44444444", "report.json"), JsonReport.Render(report with { Run = report.Run with { Id = "done-44444444" } }), Token);
        var page = Path.Combine(_folder.Path, "board.html");

        var said = await RunAsync(LeaderboardCommand.Create(), "ubench", "--out", page);

        Assert.Contains("board.html: 1 run of 'ubench'", said, StringComparison.Ordinal);
        Assert.Contains("href=\"store/runs/done-44444444/report.html\"", await File.ReadAllTextAsync(page, Token), StringComparison.Ordinal);
        var fault = await Assert.ThrowsAsync<UserException>(() => RunAsync(LeaderboardCommand.Create(), "ubnech", "--out", page));
        Assert.Contains("did you mean 'ubench'?", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaderboard_OfADatasetByPath_TakesTheNameOfItsFolder()
    {
        await WriteByPathAsync("one-44444444", "mini-379a6b1b");
        var page = Path.Combine(_folder.Path, "board.html");

        Assert.Contains("1 run of 'mini'", await RunAsync(LeaderboardCommand.Create(), "mini", "--out", page), StringComparison.Ordinal);
        Assert.Contains("1 run of 'mini'", await RunAsync(LeaderboardCommand.Create(), "mini-379a6b1b", "--out", page), StringComparison.Ordinal);
        Assert.Contains("<h1>mini</h1>", await File.ReadAllTextAsync(page, Token), StringComparison.Ordinal);

        await WriteByPathAsync("two-55555555", "mini-00000000");
        var fault = await Assert.ThrowsAsync<UserException>(() => RunAsync(LeaderboardCommand.Create(), "mini", "--out", page));

        Assert.Contains("mini-00000000, mini-379a6b1b", fault.Message, StringComparison.Ordinal);
    }

    private async Task WriteByPathAsync(string id, string dataset)
    {
        var report = SampleReports.Typical();
        await WriteAsync($"runs/{id}/status.json", Status(id, "done", "2026-11-02").Replace("\"ubench\"", $"\"{dataset}\", \"datasetFolder\": \"mini\"", StringComparison.Ordinal));
        var run = report.Run with { Id = id, Dataset = report.Run.Dataset with { Name = "mini" } };
        await _store.WriteAsync(StoreLayout.RunReport(id, "report.json"), JsonReport.Render(report with { Run = run }), Token);
    }

    private static string Status(string id, string state, string day) =>
        $$"""
        { "formatVersion": 1, "runId": "{{id}}", "state": "{{state}}", "startedAt": "{{day}}T00:00:00Z", "updatedAt": "{{day}}T00:00:00Z", "dataset": "ubench",
          "models": [ { "id": "m", "state": "evaluating", "questions": 10, "done": 3, "reused": 0, "failed": 0, "inFlight": 1, "waiting": 0,
            "inputTokens": 5, "outputTokens": 5, "usd": 1.5, "perSecond": 0 } ] }
        """;

    private async Task<string> RejectAsync()
    {
        var context = new PipelineContext(_store, new SecretResolver(_ => null), EndpointPolicy.ForService(null), TimeProvider.System);
        return (await new ManifestIntake(context).AcceptAsync("upload", "{}"u8.ToArray(), Token)).RunId;
    }

    private Task WriteAsync(string path, string text) => _store.WriteAsync(StorePath.Parse(path), System.Text.Encoding.UTF8.GetBytes(text), Token);

    private Task<string> RunAsync(Command command, params string[] arguments) => RunAsync(command, 0, arguments);

    private async Task<string> RunAsync(Command command, int code, params string[] arguments)
    {
        using var output = new StringWriter();
        var parsed = command.Parse([.. arguments, "--store", _store.Description]);
        Assert.Empty(parsed.Errors);
        var configuration = new InvocationConfiguration { Output = output, EnableDefaultExceptionHandler = false };
        Assert.Equal(code, await parsed.InvokeAsync(configuration, Token));
        return output.ToString();
    }
}
