using Microsoft.Extensions.Time.Testing;
using MuBench.Pipeline.Progress;
using MuBench.Pipeline.Workers;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Pipeline.Workers;

/// <summary>A worker after an interruption: a failed attempt, a shutdown of the process, a model that cannot respond.</summary>
public sealed class RunWorkerRecoveryTests : IAsyncDisposable
{
    private const int Images = 192;

    private static readonly WorkerOptions Options = new() { Budget = TimeSpan.FromSeconds(20), Interval = TimeSpan.FromSeconds(5), HandBack = TimeSpan.Zero };

    // Its times are compared with those of files, so it starts at the present. It advances only when a test says so.
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private PipelineHarness _harness = null!;
    private RunWorker _worker = null!;
    private RunStatusStore _statuses = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string RunId => _harness.RunId;

    [Fact]
    public async Task Evaluate_AfterAFailedAttempt_GoesOnFromTheLog()
    {
        var fails = true;
        await using var server = await LoopbackChatServer.StartAsync(call =>
        {
            if (call.Number == 10 && fails)
                _time.Advance(Options.Budget);
            return LoopbackResponse.Text("A");
        });
        await StartAsync(ModelAt(server));
        await PrepareAsync("a");
        await _worker.EvaluateAsync(new SpanRequest(RunId, "a", "m", 0), Token);
        await _worker.FailAsync(new RunRequest(RunId, "a"), "the store was gone", Token);
        var failed = await _statuses.TryReadAsync(RunId, Token);
        fails = false;

        await PrepareAsync("b");
        var begun = await _statuses.TryReadAsync(RunId, Token);
        var result = await _worker.EvaluateAsync(new SpanRequest(RunId, "b", "m", 0), Token);

        Assert.Equal((RunStates.Failed, "the store was gone"), (failed!.State, failed.Error));
        Assert.Equal((RunStates.Running, null), (begun!.State, begun.Error));
        Assert.Empty(result.Remaining);
        Assert.Equal(SpanQuestions, server.Count);
    }

    [Fact]
    public async Task Evaluate_ProcessIsShutDown_FinishesWhatIsInFlightAndGivesBackTheRest()
    {
        using var stopping = new CancellationTokenSource();
        await using var server = await StartServerThatStopsAsync(stopping);
        await StartAsync(ModelAt(server));
        await PrepareAsync("a");

        var result = await _worker.EvaluateAsync(new SpanRequest(RunId, "a", "m", 0), stopping.Token);

        Assert.False(result.Cancelled);
        Assert.NotEmpty(result.Remaining);
        Assert.Equal(server.Count, result.Answered);
        Assert.True(await _statuses.IsActiveAsync(RunId, "a", Token));
        Assert.Equal(4, result.RetryAfterSeconds); // until the host has stopped to take work
    }

    [Fact]
    public async Task Evaluate_WhileTheHostStops_IsCancelledAndAsksNothing()
    {
        using var stopping = new CancellationTokenSource();
        await using var server = await StartServerThatStopsAsync(stopping);
        await StartAsync(ModelAt(server));
        await PrepareAsync("a");
        var drained = await _worker.EvaluateAsync(new SpanRequest(RunId, "a", "m", 0), stopping.Token);
        var asked = server.Count;

        // Cancelled, so that the host gives their messages back: it does not cancel a call that begins while it stops.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _worker.EvaluateAsync(new SpanRequest(RunId, "a", "m", 0, drained.Remaining), Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _worker.EvaluateAsync(new SpanRequest(RunId, "a", "m", 1), Token));
        Assert.Equal(asked, server.Count);

        // The host did not stop after all.
        _time.Advance(Options.Drain);
        var result = await _worker.EvaluateAsync(new SpanRequest(RunId, "a", "m", 0, drained.Remaining), Token);
        Assert.Empty(result.Remaining);
        Assert.Null(result.RetryAfterSeconds);
        Assert.Equal(SpanQuestions, server.Count);
    }

    [Fact]
    public async Task Evaluate_ModelThatCannotAnswer_ComesBackWithItsStopReason()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Error(401, "no such key"));
        await StartAsync(ModelAt(server));
        await PrepareAsync("a");

        var result = await _worker.EvaluateAsync(new SpanRequest(RunId, "a", "m", 0), Token);
        var scored = await _worker.ScoreAsync(new PassRequest(RunId, "a", 0, 0, result.StopReason), Token);

        Assert.NotNull(result.StopReason);
        Assert.Empty(result.Remaining);
        Assert.True(scored.Void);
        Assert.Equal((ModelStates.Stopped, result.StopReason), (scored.Status!.State, scored.Status.StopReason));
    }

    [Theory]
    [InlineData("", 64)]
    [InlineData(""", "maxConcurrency": 64""", 8)]
    [InlineData(""", "maxConcurrency": 3""", 1)]
    [InlineData(""", "requestsPerMinute": 60""", 3)]
    public async Task Prepare_LimitsOfTheManifest_AllowTheSpansThatCanUseThem(string limit, int window)
    {
        await StartAsync($$"""{ "id": "m", "kind": "openai", "endpoint": "http://127.0.0.1:9/v1", "model": "x"{{limit}} }""");

        var prepared = await PrepareAsync("a");

        Assert.Equal((window, true, 3, null), (prepared.Window, prepared.IsRemote, prepared.Spans, prepared.StopReason));
    }

    public async ValueTask DisposeAsync()
    {
        await _worker.DisposeAsync();
        await _harness.DisposeAsync();
    }

    // The first two of three shards, with 384 questions each, are one span.
    private static int SpanQuestions => 2 * 64 * 6;

    // One call at a time, so that the effect of the tenth call is seen long before the end of the span.
    private static string ModelAt(LoopbackChatServer server) =>
        $$"""{ "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "x", "maxConcurrency": 1 }""";

    // The process is shut down while the tenth call is in flight.
    private static Task<LoopbackChatServer> StartServerThatStopsAsync(CancellationTokenSource stopping) => LoopbackChatServer.StartAsync(async call =>
    {
        if (call.Number == 10)
            await stopping.CancelAsync();
        return LoopbackResponse.Text("A");
    });

    private async Task StartAsync(string models)
    {
        _harness = await PipelineHarness.CreateAsync(Images);
        await _harness.PlanAsync(models);
        var context = _harness.Context with { Time = _time };
        _worker = new RunWorker(context, Options);
        _statuses = new RunStatusStore(context);
    }

    private async Task<PreparePassResult> PrepareAsync(string attempt)
    {
        await _worker.BeginAsync(new RunRequest(RunId, attempt), Token);
        return await _worker.PrepareAsync(new PassRequest(RunId, attempt, 0, 0), Token);
    }
}
