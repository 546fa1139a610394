using Microsoft.Extensions.Time.Testing;
using MuBench.Pipeline.Evaluating;
using MuBench.Tests.Pipeline;
using MuBench.TestUtils.Http;
using MuBench.Throttling;

namespace MuBench.Tests.Models.Generative;

/// <summary>
/// The generative client with a real HTTP server that misbehaves: the effect of each fault on the question and the model.
/// </summary>
public sealed class GenerativeFaultTests
{
    private const int Questions = 24;

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Model(LoopbackChatServer server, string more = "") =>
        $$"""{ "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "loop" {{more}} }""";

    [Theory]
    [InlineData(401, "'apiKey'", 3)]
    [InlineData(403, "'apiKey'", 3)]
    [InlineData(404, "'endpoint'", 1)]
    public async Task Fatal_Status_StopsTheModelAtOnceAndNamesTheSetting(int status, string setting, int calls)
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Error(status, "no"));
        await using var harness = await PipelineHarness.CreateAsync();
        await harness.PlanAsync(Model(server, """, "maxConcurrency": 1"""));

        var result = await harness.EvaluateAsync();

        Assert.Contains(setting, result.StopReason, StringComparison.Ordinal);
        Assert.Contains($"{status}", result.StopReason, StringComparison.Ordinal);
        Assert.Equal(calls, server.Count);
        Assert.Equal(Questions, result.Failed + result.NotRun);
    }

    [Fact]
    public async Task Fatal_ServerEchoesTheKey_TheKeyIsStruckOut()
    {
        await using var server = await LoopbackChatServer.StartAsync(call => LoopbackResponse.Error(401, $"bad key {call.Authorization}"));
        await using var harness = await PipelineHarness.CreateAsync(environment: _ => "sk-canary-31");
        await harness.PlanAsync(Model(server, """, "apiKey": "secret:k" """));

        var result = await harness.EvaluateAsync();

        Assert.DoesNotContain("canary", result.StopReason, StringComparison.Ordinal);
        Assert.All(await harness.FaultsAsync(), fault => Assert.DoesNotContain("canary", fault.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task BadRequest_FromTheFirstCallOn_StopsTheModelAfterAFew()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Error(400, "unknown model"));
        await using var harness = await PipelineHarness.CreateAsync();
        await harness.PlanAsync(Model(server, """, "maxConcurrency": 1"""));

        var result = await harness.EvaluateAsync();

        Assert.Equal(3, server.Count);
        Assert.Contains("'model' ('loop')", result.StopReason, StringComparison.Ordinal);
        Assert.Contains("unknown model", result.StopReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BadRequest_OnOneQuestion_FailsThatQuestionOnly()
    {
        await using var server = await LoopbackChatServer.StartAsync(call =>
            call.Prompt.Contains("stain of image 1", StringComparison.Ordinal) ? LoopbackResponse.Error(400, "image too odd") : LoopbackResponse.Text("A"));
        await using var harness = await PipelineHarness.CreateAsync();
        await harness.PlanAsync(Model(server));

        var result = await harness.EvaluateAsync();

        Assert.Equal((Questions - 1, 1), (result.Answered, result.Failed));
        Assert.Null(result.StopReason);
        Assert.Equal(Questions, server.Count);
        Assert.Contains("image too odd", Assert.Single(await harness.FaultsAsync()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TooManyRequests_WithRetryAfter_IsAskedAgainNotBefore()
    {
        var first = DateTimeOffset.MaxValue;
        var second = DateTimeOffset.MinValue;
        await using var server = await LoopbackChatServer.StartAsync(call =>
        {
            if (call.Number == 1)
            {
                first = _time.GetUtcNow();
                return LoopbackResponse.Error(429, "slow down") with { Headers = new Dictionary<string, string> { ["retry-after-ms"] = "300" } };
            }

            if (call.Number == 2)
                second = _time.GetUtcNow();
            return LoopbackResponse.Text("A");
        });
        await using var harness = await PipelineHarness.CreateAsync(time: _time);
        await harness.PlanAsync(Model(server, """, "maxConcurrency": 1"""));

        var result = await PassTimeAsync(harness.EvaluateAsync());

        Assert.Equal(Questions, result.Answered);
        Assert.Equal(Questions + 1, server.Count);
        Assert.True(second - first >= TimeSpan.FromMilliseconds(300), $"{second - first}");
        Assert.Contains(await harness.LogAsync(), record => record.Attempts == 2);
    }

    [Fact]
    public async Task RetryAfter_OfHours_StopsTheModelAndSaysForHowLong()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Error(429, "tomorrow", retryAfter: "86400"));
        await using var harness = await PipelineHarness.CreateAsync();
        await harness.PlanAsync(Model(server, """, "maxConcurrency": 1"""));

        var result = await harness.EvaluateAsync();

        Assert.Contains("24 h", result.StopReason, StringComparison.Ordinal);
        Assert.Contains("'Retry-After'", result.StopReason, StringComparison.Ordinal);
        Assert.Equal(1, server.Count);
        Assert.Equal(Questions, result.Failed + result.NotRun);
    }

    [Fact]
    public async Task TooManyRequests_ForEver_FailsTheQuestionInTheEnd()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Error(429, "never", retryAfter: "0"));
        var retry = PipelineHarness.FastRetry with { MaxRateLimitWait = TimeSpan.FromMilliseconds(200) };
        await using var harness = await PipelineHarness.CreateAsync(images: 1, retry);
        await harness.PlanAsync(Model(server));

        var result = await harness.EvaluateAsync();

        Assert.Equal(6, result.Failed);
        Assert.Contains("'maxConcurrency'", (await harness.FaultsAsync())[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task QuotaUsedUp_IsNoRateLimit()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Error(429, "pay first", code: "insufficient_quota"));
        await using var harness = await PipelineHarness.CreateAsync();
        await harness.PlanAsync(Model(server, """, "maxConcurrency": 1"""));

        var result = await harness.EvaluateAsync();

        Assert.Equal(1, server.Count);
        Assert.Contains("quota", result.StopReason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    public async Task ServerError_Passing_IsRiddenOut(int status)
    {
        var asked = new AskedQuestions();
        await using var server = await LoopbackChatServer.StartAsync(call => asked.NumberOfNew(call) % 3 == 1 ? LoopbackResponse.Error(status, "busy") : LoopbackResponse.Text("A"));
        await using var harness = await PipelineHarness.CreateAsync();
        await harness.PlanAsync(Model(server));

        Assert.Equal((Questions, Questions * 4 / 3), ((await harness.EvaluateAsync()).Answered, server.Count));
    }

    [Fact]
    public async Task ServerError_Lasting_StopsTheModelAfterAnAgreedNumberOfQuestions()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Error(500, "broken"));
        var retry = PipelineHarness.FastRetry with { Attempts = 2, StopAfterFailures = 5 };
        await using var harness = await PipelineHarness.CreateAsync(retry: retry);
        await harness.PlanAsync(Model(server, """, "maxConcurrency": 1"""));

        var result = await harness.EvaluateAsync();

        Assert.Equal(5, result.Failed);
        Assert.InRange(server.Count, 10, Questions + 5); // others have their first attempt while one waits for its second
        Assert.Contains("5 questions in a row failed", result.StopReason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html>gateway</html>")]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"choices":[]}""")]
    [InlineData("null")]
    public async Task BrokenAnswer_Lasting_IsAskedThreeTimesAndFails(string body)
    {
        await using var server = await LoopbackChatServer.StartAsync(call =>
            call.Prompt.Contains("stain of image 0", StringComparison.Ordinal) ? LoopbackResponse.Garbage(body) : LoopbackResponse.Text("A"));
        await using var harness = await PipelineHarness.CreateAsync();
        await harness.PlanAsync(Model(server));

        var result = await harness.EvaluateAsync();

        Assert.Equal((Questions - 1, 1), (result.Answered, result.Failed));
        Assert.Equal(Questions + 2, server.Count);
        Assert.Contains("not a chat completion", (await harness.FaultsAsync())[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hang_PastTheDeadline_IsAskedAgain()
    {
        await using var server = await LoopbackChatServer.StartAsync(async call =>
        {
            if (call.Number == 1)
                await Task.Delay(Timeout.Infinite, call.Aborted);
            return LoopbackResponse.Text("A");
        });
        await using var harness = await PipelineHarness.CreateAsync(time: _time);
        await harness.PlanAsync(Model(server, """, "timeout": "5m" """));
        var progress = new ModelProgress("m", Questions + 1); // with one question more, so that none is the last one, which would be hedged

        var evaluating = harness.Evaluate.RunAsync(new EvaluateShardRequest(harness.RunId, "m", 0), progress, CancellationToken.None, Token);
        while (progress.Done < Questions - 1)
            await Task.Delay(1, Token);
        _time.Advance(TimeSpan.FromMinutes(5));
        var result = await PassTimeAsync(evaluating);

        Assert.Equal((Questions, Questions + 1), (result.Answered, server.Count));
    }

    [Fact]
    public async Task NoServer_StopsTheModelAndSaysHowToMendIt()
    {
        var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A"));
        var model = Model(server);
        await server.DisposeAsync();
        await using var harness = await PipelineHarness.CreateAsync(retry: PipelineHarness.FastRetry with { Attempts = 2 });
        await harness.PlanAsync(model);

        var result = await harness.EvaluateAsync();

        Assert.Contains("connection refused", result.StopReason, StringComparison.Ordinal);
        Assert.Contains("'endpoint'", result.StopReason, StringComparison.Ordinal);
    }

    /// <summary>Advances the test's clock until a task is done, so slowly that no call times out.</summary>
    private async Task<T> PassTimeAsync<T>(Task<T> task)
    {
        while (!task.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(5));
            await Task.Delay(1, Token);
        }

        return await task;
    }
}
