using MuBench.Pipeline.Progress;
using MuBench.Pipeline.Workers;
using MuBench.Storage;
using MuBench.TestUtils.Http;
using MuBench.Tests.Storage;

namespace MuBench.Tests.Pipeline.Workers;

/// <summary>The worker that gets the last answer scores the pass and writes the report.</summary>
public sealed class RunEndTests
{
    private const string Stain = """{ "dataset": "drawn", "tasks": ["coarse/stain"] }""";
    private const int Images = 130; // three shards, one question per image

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EvaluateAsync_LastAnswerOfTheRun_ScoresAndWritesTheReport()
    {
        await using var server = await LoopbackChatServer.StartAsync(call => LoopbackResponse.Text(call.StableLetter()));
        await using var harness = await PipelineHarness.CreateAsync(Images);
        await using var worker = await BegunAsync(harness, server);

        var first = await worker.EvaluateAsync(Span(harness, [0, 2]), Token);
        Assert.Null(first.Scored);
        var last = await worker.EvaluateAsync(Span(harness, [1]), Token);

        Assert.False(last.Scored!.Void);
        Assert.Equal((ModelStates.Done, Images), (last.Scored.Status!.State, last.Scored.Status.Done));
        Assert.Equal((0, RunStates.Done), (last.Report!.Missing, last.Report.State));
        Assert.NotNull(await harness.Store.TryStatAsync(StoreLayout.RunReport(harness.RunId, "report.json"), Token));
        Assert.Equal(RunStates.Done, (await new RunStatusStore(harness.Context).TryReadAsync(harness.RunId, Token))!.State);
    }

    /// <summary>The host may deliver a span again whose result was lost with its worker: the run has not been cancelled.</summary>
    [Fact]
    public async Task EvaluateAsync_AgainAfterTheReport_IsNotCancelledAndLeavesTheStepsToTheConductor()
    {
        await using var server = await LoopbackChatServer.StartAsync(call => LoopbackResponse.Text(call.StableLetter()));
        await using var harness = await PipelineHarness.CreateAsync(Images);
        await using var worker = await BegunAsync(harness, server);
        await worker.EvaluateAsync(Span(harness, null), Token);

        var again = await worker.EvaluateAsync(Span(harness, null), Token);

        Assert.False(again.Cancelled);
        Assert.Empty(again.Remaining);
        Assert.Null(again.Scored);
        Assert.Equal(Images, server.Count);
        await worker.ScoreAsync(new PassRequest(harness.RunId, "1", 0, 0), Token);
        Assert.Equal(RunStates.Done, (await worker.ReportAsync(new RunRequest(harness.RunId, "1"), Token)).State);
    }

    [Theory]
    [InlineData(true, false)] // other models are left: the pass is scored, and the report is the conductor's
    [InlineData(false, false)] // a conductor of an earlier version
    public async Task EvaluateAsync_WithoutTheRequest_LeavesTheRestToTheConductor(bool scores, bool reports)
    {
        await using var server = await LoopbackChatServer.StartAsync(call => LoopbackResponse.Text(call.StableLetter()));
        await using var harness = await PipelineHarness.CreateAsync(Images);
        await using var worker = await BegunAsync(harness, server);

        var result = await worker.EvaluateAsync(Span(harness, null) with { Scores = scores, Reports = reports }, Token);

        Assert.Equal((scores, false), (result.Scored is not null, result.Report is not null));
        Assert.Equal(RunStates.Running, (await new RunStatusStore(harness.Context).TryReadAttemptAsync(harness.RunId, Token))!.State);
    }

    [Fact]
    public async Task EvaluateAsync_AFailedQuestion_LeavesTheRestToTheConductor()
    {
        await using var server = await LoopbackChatServer.StartAsync(call => call.Number == 7 ? new LoopbackResponse(400, """{ "error": { "message": "no" } }""") : LoopbackResponse.Text(call.StableLetter()));
        await using var harness = await PipelineHarness.CreateAsync(Images);
        await using var worker = await BegunAsync(harness, server);

        var result = await worker.EvaluateAsync(Span(harness, null), Token);

        Assert.Empty(result.Remaining);
        Assert.Null(result.Scored);
        Assert.Equal(RunStates.Running, (await new RunStatusStore(harness.Context).TryReadAttemptAsync(harness.RunId, Token))!.State);
    }

    /// <summary>A fault at the end has one owner: the conductor's step, which meets it again.</summary>
    [Fact]
    public async Task EvaluateAsync_TheReportCannotBeWritten_ReturnsTheSpanAsEvaluated()
    {
        await using var server = await LoopbackChatServer.StartAsync(call => LoopbackResponse.Text(call.StableLetter()));
        await using var harness = await PipelineHarness.CreateAsync(Images);
        await using var worker = await BegunAsync(harness, server, new NoScores(harness.Store));

        var result = await worker.EvaluateAsync(Span(harness, null), Token);

        Assert.Equal((Images, 0), (result.Answered, result.Remaining.Count));
        Assert.Null(result.Scored);
        await Assert.ThrowsAsync<StoreException>(() => worker.ScoreAsync(new PassRequest(harness.RunId, "1", 0, 0), Token));
    }

    private static async Task<RunWorker> BegunAsync(PipelineHarness harness, LoopbackChatServer server, IArtifactStore? store = null)
    {
        await harness.PlanAsync($$"""{ "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "loop", "maxConcurrency": 2 }""", Stain);
        var worker = new RunWorker(harness.Context with { Store = store ?? harness.Store }, new WorkerOptions());
        await worker.BeginAsync(new RunRequest(harness.RunId, "1"), Token);
        return worker;
    }

    private static SpanRequest Span(PipelineHarness harness, IReadOnlyList<int>? shards) => new(harness.RunId, "1", "m", 0, shards) { Scores = true, Reports = true };

    private sealed class NoScores(IArtifactStore inner) : DelegatingArtifactStore(inner)
    {
        public override Task WriteAsync(StorePath path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default) =>
            path.Value.Contains("/scores/", StringComparison.Ordinal) ? throw new StoreException("The disk is full.") : base.WriteAsync(path, content, cancellationToken);
    }
}
