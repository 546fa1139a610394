using Microsoft.Extensions.Time.Testing;
using MuBench.Manifests;
using MuBench.Models.Servers;
using MuBench.Pipeline.Evaluating;
using MuBench.Pipeline.Preparing;
using MuBench.Pipeline.Reporting;
using MuBench.Pipeline.Scoring;
using MuBench.Responses;
using MuBench.Retries;
using MuBench.Tests.Pipeline;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Models.Servers;

public sealed class ServerGateTests
{
    private const string Name = "Qwen/Qwen2.5-VL-7B-Instruct";

    private static readonly RetryOptions Retry = PipelineHarness.FastRetry with { ServerInterval = TimeSpan.FromMilliseconds(20), Attempts = 2, StopAfterFailures = 3 };

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Prepare_EachStageOfAStart_AsksToBeAskedAgainAndSaysWhatIsWaitedFor()
    {
        await using var server = new LoopbackModelServer(_ =>
        {
            _time.Advance(TimeSpan.FromSeconds(2));
            return LoopbackResponse.Text("A");
        });
        await using var harness = await PipelineHarness.CreateAsync(retry: Retry, time: _time);
        await harness.PlanAsync(Model(server));

        Assert.Contains("connection refused", (await PrepareAsync(harness)).Waiting, StringComparison.Ordinal);
        await server.StartAsync();
        Assert.Contains("/health answered 503", (await PrepareAsync(harness)).Waiting, StringComparison.Ordinal);
        server.Model = "other";
        Assert.Contains("lists 'other', not 'Qwen/Qwen2.5-VL-7B-Instruct'", (await PrepareAsync(harness)).Waiting, StringComparison.Ordinal);
        Assert.Empty(server.Calls);
        server.Model = Name;
        Assert.Equal(new PrepareModelResult("m"), await PrepareAsync(harness));

        Assert.True(Assert.Single(server.Calls).HasImage);
        var wake = Assert.Single(await WakesAsync(harness));
        Assert.True(wake.WasDown);
        Assert.Equal(wake.TriedAt, wake.ReadyAt);
        Assert.Equal("vllm 0.11.2, bfloat16, up to 32,768 tokens, on 2 GPUs", wake.Server!.ToString());
        Assert.Equal(2, wake.CanarySeconds);
    }

    [Fact]
    public async Task Prepare_NeverReady_StopsTheModelAfterItsTimeAndARerunWaitsAnew()
    {
        await using var server = new LoopbackModelServer();
        await using var harness = await PipelineHarness.CreateAsync(retry: Retry, time: _time);
        await harness.PlanAsync(Model(server, """{ "wake": 1 }"""));

        PrepareModelResult result;
        while ((result = await PrepareAsync(harness)).RetryAfter is { } wait)
            _time.Advance(wait);

        Assert.StartsWith("The server was not ready within 1 s ('wake' of 'gpu'); last: http://127.0.0.1", result.StopReason, StringComparison.Ordinal);
        Assert.NotNull((await PrepareAsync(harness)).RetryAfter);
        Assert.Equal([true, false], (await WakesAsync(harness)).Select(wake => wake.GivenUp));
    }

    [Fact]
    public async Task Prepare_CanaryRefused_StopsTheModelAtOnce()
    {
        await using var server = new LoopbackModelServer(_ => LoopbackResponse.Error(400, "This model takes no images.")) { Model = Name };
        await server.StartAsync();
        await using var harness = await PipelineHarness.CreateAsync(retry: Retry);
        await harness.PlanAsync(Model(server));

        var result = await PrepareAsync(harness);

        Assert.Contains("the canary question, one about a picture, failed", result.StopReason, StringComparison.Ordinal);
        Assert.Contains("This model takes no images.", result.StopReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prepare_NothingLeftToAsk_WakesNothing()
    {
        await using var server = new LoopbackModelServer { Model = Name };
        await server.StartAsync();
        await using var harness = await PipelineHarness.CreateAsync(retry: Retry);
        await harness.PlanAsync(Model(server));
        await harness.EvaluateAsync();
        await server.StopAsync();

        Assert.Equal(new PrepareModelResult("m"), await PrepareAsync(harness));
        Assert.Empty(await WakesAsync(harness));
    }

    [Fact]
    public async Task Evaluate_CrashAndRestart_LosesNoQuestionAndScoresNoneWrong()
    {
        await using var undisturbed = new LoopbackModelServer { Model = Name };
        await undisturbed.StartAsync();
        await using var expected = await PipelineHarness.CreateAsync(20, Retry);
        await expected.PlanAsync(Model(undisturbed));
        await expected.EvaluateAsync();

        await using var server = new LoopbackModelServer { Model = Name };
        await server.StartAsync();
        server.CrashAfter(30);
        await using var harness = await PipelineHarness.CreateAsync(20, Retry);
        var plan = await harness.PlanAsync(Model(server));
        var evaluating = harness.EvaluateAsync();
        await Task.WhenAny(server.Crashed.Task, evaluating);
        await WaitedForAsync("connection refused");
        server.Model = null;
        server.CrashAfter(int.MaxValue);
        await server.StartAsync();
        await WaitedForAsync("/health answered 503");
        server.Model = "other";
        await WaitedForAsync("lists 'other'");
        server.Model = Name;
        var result = await evaluating;

        Assert.Equal((plan.Questions, 0, 0, null), (result.Answered, result.Failed, result.NotRun, result.StopReason));
        Assert.Equal(
            (await expected.LogAsync()).Select(record => (record.Key, record.Text)).Order(),
            (await harness.LogAsync()).Select(record => (record.Key, record.Text)).Order());
        var wake = Assert.Single(await WakesAsync(harness));
        Assert.True(wake is { WasDown: true, ReadyAt: not null });

        async Task WaitedForAsync(string reason)
        {
            while (!evaluating.IsCompleted && !(await WakesAsync(harness)).Any(wake => wake.Reason?.Contains(reason, StringComparison.Ordinal) == true))
                await Task.Delay(5, Token);
        }
    }

    [Fact]
    public async Task Evaluate_CrashForGood_StopsTheModelWithTheReason()
    {
        await using var server = new LoopbackModelServer { Model = Name };
        await server.StartAsync();
        server.CrashAfter(30);
        await using var harness = await PipelineHarness.CreateAsync(20, Retry);
        var plan = await harness.PlanAsync(Model(server, """{ "wake": 1 }"""));

        var result = await harness.EvaluateAsync();

        Assert.StartsWith("The server was not ready within 1 s", result.StopReason, StringComparison.Ordinal);
        Assert.Equal(plan.Questions, result.Answered + result.Failed + result.NotRun);
        Assert.InRange(result.Answered, 1, 30);
    }

    [Fact]
    public async Task Evaluate_QuestionsOfOneImage_GoBackToBack()
    {
        await using var server = new LoopbackModelServer { Model = Name };
        await server.StartAsync();
        await using var harness = await PipelineHarness.CreateAsync(8, Retry);
        await harness.PlanAsync(Model(server, more: """, "maxConcurrency": 1"""));

        await harness.EvaluateAsync();

        var images = server.Calls.OrderBy(call => call.Number).Select(call => call.ImageBase64).ToList();
        var changes = images.Zip(images.Skip(1)).Count(pair => pair.First != pair.Second);
        Assert.Equal(images.Distinct().Count() - 1, changes);
    }

    [Fact]
    public async Task Report_OfAServer_HasItsTimeAndMoney()
    {
        await using var server = new LoopbackModelServer();
        await using var harness = await PipelineHarness.CreateAsync(retry: Retry);
        await harness.PlanAsync(Model(server, """{ "warm": "1m", "usdPerHour": 3.6 }""", """, "controls": ["blind"]"""));
        Assert.NotNull((await PrepareAsync(harness)).RetryAfter);
        server.Model = Name;
        await server.StartAsync();
        foreach (var id in (string[])["m", "m#blind"])
        {
            await harness.Prepare.RunAsync(new PrepareModelRequest(harness.RunId, id), Token);
            await harness.EvaluateAsync(id);
            await harness.Score.RunAsync(new ScoreModelRequest(harness.RunId, id), Token);
        }

        await harness.Report.RunAsync(new WriteReportRequest(harness.RunId), Token);

        var path = MuBench.Storage.StoreLayout.RunReport(harness.RunId, "report.json");
        var report = MuBench.Storage.JsonDocuments.Read((await harness.Store.TryReadAsync(path, Token))!, MuBench.Reports.ReportJsonContext.Default.RunReport, path);
        var model = report.Models.Single(model => model.Id == "m");
        Assert.Equal(1, model.Gpu!.ColdStarts);
        Assert.InRange(model.Gpu.GpuSeconds, 60, 600); // one period of use, and one minute after it
        Assert.Equal(model.Gpu.GpuSeconds * 0.001, (double)model.Gpu.Usd!.Value, 0.001);
        Assert.Contains("vllm 0.11.2", Assert.Single(model.Gpu.Servers), StringComparison.Ordinal);
        Assert.Contains(model.Notes, note => note.StartsWith("GPU server: 1 cold start, ", StringComparison.Ordinal));
        Assert.Contains(model.Notes, note => note.StartsWith("GPU time: ", StringComparison.Ordinal) && note.EndsWith(" an hour.", StringComparison.Ordinal));
        Assert.Null(report.Models.Single(other => other.Id != "m").Gpu);
    }

    [Fact]
    public void Use_StretchesFarApart_EachHaveTheirWarmTime()
    {
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        WakeRecord Wake(int second, int seconds, bool down) =>
            new() { StartedAt = start.AddSeconds(second), TriedAt = start.AddSeconds(second + seconds), ReadyAt = start.AddSeconds(second + seconds), WasDown = down, CanarySeconds = 2 };
        var use = GpuUsage.Of(
            new GpuManifest { WarmSeconds = 100, UsdPerHour = 36 },
            [Wake(0, 50, true), Wake(1000, 5, false), Wake(1100, 60, true)],
            [new ResponsePeriod(start.AddSeconds(60), start.AddSeconds(200)), new ResponsePeriod(start.AddSeconds(1010), start.AddSeconds(1090))]);

        Assert.Equal((2, 110.0, 2.0), (use.ColdStarts, use.ColdStartSeconds, use.CanarySeconds));
        Assert.Equal(200 + 100 + 160 + 100, use.GpuSeconds);
        Assert.Equal(5.6m, use.Usd);
    }

    private static Task<PrepareModelResult> PrepareAsync(PipelineHarness harness) =>
        harness.Prepare.RunAsync(new PrepareModelRequest(harness.RunId, "m"), Token);

    private static Task<IReadOnlyList<WakeRecord>> WakesAsync(PipelineHarness harness) => new WakeLog(harness.Store, harness.RunId, "m").ReadAsync(Token);

    private static string Model(LoopbackModelServer server, string gpu = "{}", string more = "") =>
        $$"""{ "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "{{Name}}", "gpu": {{gpu}}{{more}} }""";
}
