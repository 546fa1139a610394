using System.Diagnostics;
using MuBench.Pipeline;
using MuBench.Pipeline.Evaluating;
using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Preparing;
using MuBench.Pipeline.Reporting;
using MuBench.Pipeline.Scoring;
using MuBench.Telemetry;
using MuBench.Tests.Models;
using MuBench.Tests.Pipeline;
using MuBench.TestUtils.Http;
using MuBench.Throttling;

namespace MuBench.Tests.Telemetry;

/// <summary>The spans of a run: names, parents and attributes.</summary>
public sealed class SpanTests
{
    private static string Model(LoopbackChatServer server, string more = "") =>
        $$"""{ "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "loop" {{more}} }""";

    [Fact]
    public async Task Call_Answered_IsAClientSpanUnderItsShardByTheConventions()
    {
        using var recorder = new TelemetryRecorder();
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A"));
        await using var harness = await ProviderRun.HarnessAsync();
        await harness.PlanAsync(Model(server), ProviderRun.OneQuestion);

        await harness.EvaluateAsync();

        var spans = recorder.SpansOf(harness.RunId);
        var shard = Assert.Single(spans, span => span.OperationName == TelemetryNames.ShardSpan);
        var call = Assert.Single(spans, span => span.Kind == ActivityKind.Client);
        Assert.Equal(shard.SpanId, call.ParentSpanId);
        Assert.Equal(("chat loop", ActivityStatusCode.Unset), (call.DisplayName, call.Status));
        Assert.Equal(
            [
                "gen_ai.operation.name = chat",
                "gen_ai.provider.name = openai",
                "gen_ai.request.max_tokens = 128",
                "gen_ai.request.model = loop",
                "gen_ai.request.temperature = 0",
                "gen_ai.response.finish_reasons = stop",
                "gen_ai.response.model = loopback-1",
                "gen_ai.usage.input_tokens = 100",
                "gen_ai.usage.output_tokens = 2",
                "mubench.call.attempt = 1",
                "mubench.model.id = m",
                $"mubench.run.id = {harness.RunId}",
                "mubench.shard = 0",
                "server.address = 127.0.0.1",
                $"server.port = {server.Endpoint.Port}",
            ],
            call.TagObjects.Select(TelemetryRecorder.Text).Order(StringComparer.Ordinal));
        Assert.Equal((1, 0, 0, 0), Counts(shard));
        Assert.Equal(("m", 0), (shard.GetTagItem(TelemetryNames.ModelId), shard.GetTagItem(TelemetryNames.Shard)));
    }

    [Fact]
    public async Task Call_RefusedThenBrokenThenAnswered_IsThreeSpans()
    {
        using var recorder = new TelemetryRecorder();
        await using var server = await LoopbackChatServer.StartAsync(call => call.Number switch
        {
            1 => LoopbackResponse.Error(429, "slow down", retryAfter: "0"),
            2 => LoopbackResponse.Error(503, "not now"),
            _ => LoopbackResponse.Text("A"),
        });
        await using var harness = await ProviderRun.HarnessAsync();
        await harness.PlanAsync(Model(server), ProviderRun.OneQuestion);

        await harness.EvaluateAsync();

        var calls = recorder.SpansOf(harness.RunId).Where(span => span.Kind == ActivityKind.Client).OrderBy(span => span.StartTimeUtc).ToList();
        Assert.Equal(["rate_limited", "transient", null], calls.Select(call => (string?)call.GetTagItem(TelemetryNames.ErrorType)));
        Assert.Equal([1, 2, 3], calls.Select(call => (int)call.GetTagItem(TelemetryNames.Attempt)!));
        Assert.Equal([ActivityStatusCode.Error, ActivityStatusCode.Error, ActivityStatusCode.Unset], calls.Select(call => call.Status));
        Assert.Single(calls.Select(call => call.ParentSpanId).Distinct());
    }

    [Fact]
    public async Task Call_PastItsDeadline_IsATimeout()
    {
        using var recorder = new TelemetryRecorder();
        await using var server = await LoopbackChatServer.StartAsync(async call =>
        {
            await Task.Delay(Timeout.Infinite, call.Aborted);
            return LoopbackResponse.Text("A");
        });
        await using var harness = await ProviderRun.HarnessAsync(retry: PipelineHarness.FastRetry with { Attempts = 1 });
        await harness.PlanAsync(Model(server, """, "timeout": "1s" """), ProviderRun.OneQuestion);

        await harness.EvaluateAsync();

        var call = Assert.Single(recorder.SpansOf(harness.RunId), span => span.Kind == ActivityKind.Client);
        Assert.Equal("timeout", call.GetTagItem(TelemetryNames.ErrorType));
        Assert.Equal((0, 0, 1, 0), Counts(recorder.SpansOf(harness.RunId).Single(span => span.OperationName == TelemetryNames.ShardSpan)));
    }

    [Fact]
    public async Task Model_ThatIsStopped_IsAnErrorWithoutTheEndpointsWords()
    {
        using var recorder = new TelemetryRecorder();
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Error(404, "no such model canary-words"));
        await using var harness = await ProviderRun.HarnessAsync();
        await harness.PlanAsync(Model(server), ProviderRun.OneQuestion);

        await harness.EvaluateAsync();

        var shard = recorder.SpansOf(harness.RunId).Single(span => span.OperationName == TelemetryNames.ShardSpan);
        Assert.Equal((ActivityStatusCode.Error, true), (shard.Status, shard.GetTagItem(TelemetryNames.Stopped)));
        Assert.Null(shard.StatusDescription);
        Assert.DoesNotContain("canary-words", recorder.Everything(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Conducted_IsATreeAndEachOfItsSpansHasItsId()
    {
        using var recorder = new TelemetryRecorder();
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A"));
        await using var harness = await ProviderRun.HarnessAsync();
        await harness.PlanAsync(Model(server), ProviderRun.OneQuestion);
        var progress = new ModelProgress("m", 1) { Kind = "openai" };

        await RunSpans.TraceRunAsync(harness.RunId, [progress], async () =>
        {
            await RunSpans.TraceModelAsync(harness.RunId, progress, async () =>
            {
                var token = TestContext.Current.CancellationToken;
                await harness.Prepare.RunAsync(new PrepareModelRequest(harness.RunId, "m"), token);
                await harness.Evaluate.RunAsync(new EvaluateShardRequest(harness.RunId, "m", 0), progress, token, token);
                return await harness.Score.RunAsync(new ScoreModelRequest(harness.RunId, "m"), token);
            });
            return await harness.Report.RunAsync(new WriteReportRequest(harness.RunId), TestContext.Current.CancellationToken);
        });

        var spans = recorder.SpansOf(harness.RunId).ToDictionary(span => span.OperationName);
        var tree = spans.Values.Select(span => $"{span.Parent?.OperationName} > {span.OperationName}").Order(StringComparer.Ordinal);
        Assert.Equal(
            [
                " > mubench.plan",
                " > mubench.run",
                "mubench.model > mubench.prepare",
                "mubench.model > mubench.score",
                "mubench.model > mubench.shard",
                "mubench.run > mubench.model",
                "mubench.run > mubench.report",
                "mubench.shard > chat loop",
            ],
            tree);
        Assert.Equal((1, 0, 0, 0), Counts(spans[TelemetryNames.RunSpan]));
        Assert.Equal("openai", spans[TelemetryNames.ModelSpan].GetTagItem(TelemetryNames.ModelKind));
        Assert.Equal((1, 0, 0, 0), Counts(spans[TelemetryNames.ModelSpan]));
    }

    [Fact]
    public async Task Step_ThatThrows_SaysTheTypeAlone()
    {
        using var recorder = new TelemetryRecorder();
        await using var harness = await ProviderRun.HarnessAsync();

        await Assert.ThrowsAnyAsync<UserException>(() => harness.Plan.RunAsync(new PlanRunRequest("no-such-run"), TestContext.Current.CancellationToken));

        var plan = Assert.Single(recorder.SpansOf("no-such-run"));
        Assert.Equal((ActivityStatusCode.Error, null), (plan.Status, plan.StatusDescription));
        Assert.Equal("MuBench.Storage.ArtifactNotFoundException", plan.GetTagItem(TelemetryNames.ErrorType));
    }

    private static (object?, object?, object?, object?) Counts(Activity span) => (
        span.GetTagItem(TelemetryNames.AnsweredCount), span.GetTagItem(TelemetryNames.ReusedCount),
        span.GetTagItem(TelemetryNames.FailedCount), span.GetTagItem(TelemetryNames.NotRunCount));
}
