using Microsoft.Extensions.Time.Testing;
using MuBench.Pipeline.Evaluating;
using MuBench.Pipeline.Progress;
using MuBench.Retries;
using MuBench.Tests.Pipeline;
using MuBench.TestUtils.Http;
using MuBench.Throttling;

namespace MuBench.Tests.Models.Generative;

/// <summary>A real server that goes and comes back, and a clock that the test advances: the model waits and does not stop.</summary>
public sealed class UnreachableEndpointTests
{
    private const int Questions = 24;
    private const int InFlight = 4;

    private static readonly RetryOptions Retry = new();

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Model(LoopbackModelServer server, string more = "") =>
        $$"""{ "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "loop", "maxConcurrency": {{InFlight}} {{more}} }""";

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public async Task Outage_WithinThePatience_AsksEveryQuestionAndNoneTwiceButThoseInFlight(int minutes)
    {
        await using var server = new LoopbackModelServer { Model = "loop" };
        server.CrashAfter(10);
        await server.StartAsync();
        await using var harness = await PipelineHarness.CreateAsync(retry: Retry, time: _time);
        await harness.PlanAsync(Model(server));
        var progress = new ModelProgress("m", Questions) { State = ModelStates.Evaluating };

        var evaluating = EvaluateAsync(harness, progress);
        await PassAsync(() => progress.Outage is not null, progress);
        var gone = _time.GetUtcNow();
        await PassAsync(() => _time.GetUtcNow() - gone > TimeSpan.FromMinutes(minutes), progress);
        var waiting = ModelStatus.Of(progress, 0);
        Assert.Equal((ModelStates.Waiting, 0, Questions), (waiting.State, waiting.Failed, waiting.Done + waiting.Waiting + waiting.InFlight));
        Assert.Contains("connection refused", waiting.Detail, StringComparison.Ordinal);
        Assert.Contains("gives up 00:30:", waiting.Detail, StringComparison.Ordinal);
        server.CrashAfter(int.MaxValue);
        await server.StartAsync();
        await PassAsync(() => evaluating.IsCompleted, progress);
        var result = await evaluating;

        Assert.Equal((Questions, 0, 0, null), (result.Answered, result.Failed, result.NotRun, result.StopReason));
        Assert.InRange(server.Count, Questions, Questions + InFlight);
        Assert.Null(progress.Outage);
    }

    [Fact]
    public async Task Outage_BeyondThePatience_StopsTheModelAndALaterRunAsksTheRest()
    {
        await using var server = new LoopbackModelServer { Model = "loop" };
        server.CrashAfter(10);
        await server.StartAsync();
        await using var harness = await PipelineHarness.CreateAsync(retry: Retry, time: _time);
        await harness.PlanAsync(Model(server, """, "patience": "5m" """));
        var progress = new ModelProgress("m", Questions);

        var started = _time.GetUtcNow();
        var evaluating = EvaluateAsync(harness, progress);
        await PassAsync(() => evaluating.IsCompleted, progress);
        var result = await evaluating;

        Assert.StartsWith("The endpoint could not be reached for 5 min ('patience' of the model). ", result.StopReason, StringComparison.Ordinal);
        Assert.Equal((0, Questions), (result.Failed, result.Answered + result.NotRun));
        Assert.InRange((_time.GetUtcNow() - started).TotalSeconds, 300, 330);
        server.CrashAfter(int.MaxValue);
        await server.StartAsync();
        await harness.Pool.ReleaseAsync(harness.RunId);
        Assert.Equal(result.NotRun, (await harness.EvaluateAsync()).Answered);
        Assert.InRange(server.Count, Questions, Questions + InFlight);
    }

    [Fact]
    public async Task Outage_BeforeTheFirstAnswer_StopsTheModelAfterTwoMinutes()
    {
        await using var server = new LoopbackModelServer { Model = "loop" };
        await using var harness = await PipelineHarness.CreateAsync(retry: Retry, time: _time);
        await harness.PlanAsync(Model(server));
        var progress = new ModelProgress("m", Questions);

        var started = _time.GetUtcNow();
        var evaluating = EvaluateAsync(harness, progress);
        await PassAsync(() => evaluating.IsCompleted, progress, 100); // small steps, because the clock runs ahead of a busy machine

        Assert.StartsWith("The endpoint could not be reached for 2 min ", (await evaluating).StopReason, StringComparison.Ordinal);
        Assert.InRange((_time.GetUtcNow() - started).TotalSeconds, 120, 150);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    public async Task ServerError_OfAllCallsForAMinute_IsWaitedFor(int status)
    {
        var until = _time.GetUtcNow() + TimeSpan.FromMinutes(1);
        await using var server = new LoopbackModelServer(call =>
            call.Number <= 5 || _time.GetUtcNow() > until ? LoopbackResponse.Text(call.StableLetter()) : LoopbackResponse.Error(status, "busy")) { Model = "loop" };
        await server.StartAsync();
        await using var harness = await PipelineHarness.CreateAsync(retry: Retry, time: _time);
        await harness.PlanAsync(Model(server));
        var progress = new ModelProgress("m", Questions);

        var evaluating = EvaluateAsync(harness, progress);
        await PassAsync(() => evaluating.IsCompleted, progress);
        var result = await evaluating;

        Assert.Equal((Questions, 0, null), (result.Answered, result.Failed, result.StopReason));
    }

    [Fact]
    public async Task ServerError_OfOneQuestion_FailsThatQuestionAlone()
    {
        await using var server = new LoopbackModelServer(call =>
            call.Prompt.Contains("stain of image 0", StringComparison.Ordinal) ? LoopbackResponse.Error(504, "slow") : LoopbackResponse.Text("A")) { Model = "loop" };
        await server.StartAsync();
        await using var harness = await PipelineHarness.CreateAsync(retry: Retry, time: _time);
        await harness.PlanAsync(Model(server));
        var progress = new ModelProgress("m", Questions);

        var evaluating = EvaluateAsync(harness, progress);
        await PassAsync(() => evaluating.IsCompleted, progress);
        var result = await evaluating;

        Assert.Equal((Questions - 1, 1, null), (result.Answered, result.Failed, result.StopReason));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    public async Task Refusal_IsNotWaitedFor(int status)
    {
        await using var server = new LoopbackModelServer(_ => LoopbackResponse.Error(status, "no")) { Model = "loop" };
        await server.StartAsync();
        await using var harness = await PipelineHarness.CreateAsync(retry: Retry with { BaseDelay = TimeSpan.FromMilliseconds(5) }, time: _time);
        await harness.PlanAsync(Model(server));
        var progress = new ModelProgress("m", Questions);

        var evaluating = EvaluateAsync(harness, progress);
        await PassAsync(() => evaluating.IsCompleted, progress);

        Assert.Contains($"{status}", (await evaluating).StopReason, StringComparison.Ordinal);
        Assert.InRange((_time.GetUtcNow() - new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)).TotalSeconds, 0, 20);
    }

    [Fact]
    public async Task Outage_InAWorker_IsLeftToTheConductorAndTheNextTryIsOneCall()
    {
        await using var server = new LoopbackModelServer { Model = "loop" };
        server.CrashAfter(10);
        await server.StartAsync();
        await using var harness = await PipelineHarness.CreateAsync(retry: Retry with { MaxOutageWait = TimeSpan.FromSeconds(15) }, time: _time);
        await harness.PlanAsync(Model(server));
        var progress = new ModelProgress("m", Questions);

        var evaluating = EvaluateAsync(harness, progress);
        await PassAsync(() => evaluating.IsCompleted, progress);
        var result = await evaluating;

        Assert.Equal((0, Questions, null), (result.Failed, result.Answered + result.NotRun, result.StopReason));
        Assert.Equal(1800, result.Unreachable!.PatienceSeconds);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.NotNull((await WithPausesAsync(harness.EvaluateAsync())).Unreachable); // the clock does not reach the second attempt
        server.CrashAfter(int.MaxValue);
        await server.StartAsync();
        Assert.Equal(result.NotRun, (await WithPausesAsync(harness.EvaluateAsync())).Answered);
        Assert.InRange(server.Count, Questions, Questions + InFlight);
    }

    // A worker whose exchange with the shared limit was slow pauses by the test's clock. A second attempt would come after 16 seconds.
    private async Task<EvaluateShardResult> WithPausesAsync(Task<EvaluateShardResult> evaluating)
    {
        for (var pause = 0; pause < 7 && await Task.WhenAny(evaluating, Task.Delay(TimeSpan.FromSeconds(2), Token)) != evaluating; pause++)
            _time.Advance(TimeSpan.FromSeconds(2));
        return await evaluating.WaitAsync(TimeSpan.FromMinutes(2), Token);
    }

    private static Task<EvaluateShardResult> EvaluateAsync(PipelineHarness harness, ModelProgress progress) =>
        Task.Run(() => harness.Evaluate.RunAsync(new EvaluateShardRequest(harness.RunId, "m", 0), progress, CancellationToken.None, Token), Token);

    /// <summary>Advances the test's clock until a condition holds, but never while a call is in flight: calls take no time.</summary>
    private async Task PassAsync(Func<bool> condition, ModelProgress progress, int stepMilliseconds = 500)
    {
        while (!condition())
        {
            if (progress.InFlight == 0)
                _time.Advance(TimeSpan.FromMilliseconds(stepMilliseconds));
            await Task.Delay(1, Token);
        }
    }
}
