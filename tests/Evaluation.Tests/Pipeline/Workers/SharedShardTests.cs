using Microsoft.Extensions.Time.Testing;
using MuBench.Pipeline.Workers;
using MuBench.Storage;
using MuBench.Storage.Leases;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Pipeline.Workers;

/// <summary>Several workers and runs at the same questions: each question is asked once.</summary>
public sealed class SharedShardTests
{
    private const int Images = 130; // three shards, one question per image
    private const string Stain = """{ "dataset": "drawn", "tasks": ["coarse/stain"] }""";

    private static readonly WorkerOptions Options = new() { Budget = TimeSpan.FromHours(1), Interval = TimeSpan.FromSeconds(5) };

    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Evaluate_DeliveredTwice_IsAskedOnceOverBoth()
    {
        await using var server = await ServerAsync();
        await using var harness = await PipelineHarness.CreateAsync(Images);
        await harness.PlanAsync(ModelAt(server), Stain);
        var context = harness.Context with { Time = _time };
        await using var one = new RunWorker(context, Options);
        await using var two = new RunWorker(context, Options);
        await BeginAsync(one, harness.RunId);
        var request = new SpanRequest(harness.RunId, "1", "m", 0);

        var first = one.EvaluateAsync(request, Token);
        await PassAsync(() => server.Count >= 20);
        var second = two.EvaluateAsync(request, Token);
        var from = _time.GetUtcNow();
        await PassAsync(() => second.IsCompleted || _time.GetUtcNow() - from > TimeSpan.FromSeconds(10));
        Assert.False(second.IsCompleted); // it waits for the first one
        _gate.SetResult();
        await PassAsync(() => first.IsCompleted && second.IsCompleted);

        Assert.Empty((await first).Remaining);
        Assert.Empty((await second).Remaining);
        Assert.Equal(Images, server.Count);
        Assert.Equal(Images, (await first).Answered + (await second).Answered);
        Assert.All(await harness.LogAsync(), record => Assert.Equal(1, record.Claim));
    }

    [Fact]
    public async Task Evaluate_TwoRunsOfOneModel_ShareTheQuestions()
    {
        await using var server = await ServerAsync();
        await using var harness = await PipelineHarness.CreateAsync(Images);
        await harness.PlanAsync(ModelAt(server), Stain);
        var firstRun = harness.RunId;
        await harness.PlanAsync(ModelAt(server), Stain, """, "nonce": "other" """);
        var context = harness.Context with { Time = _time };
        await using var one = new RunWorker(context, Options);
        await using var two = new RunWorker(context, Options);
        await BeginAsync(one, firstRun);
        await BeginAsync(two, harness.RunId);

        var first = one.EvaluateAsync(new SpanRequest(firstRun, "1", "m", 0), Token);
        await PassAsync(() => server.Count >= 20);
        var second = two.EvaluateAsync(new SpanRequest(harness.RunId, "1", "m", 0), Token);
        _gate.SetResult();
        await PassAsync(() => first.IsCompleted && second.IsCompleted);

        Assert.Empty((await first).Remaining);
        Assert.Empty((await second).Remaining);
        Assert.Equal(Images, server.Count);
        Assert.Equal(Images, (await first).Answered + (await second).Answered);
    }

    [Fact]
    public async Task Evaluate_WorkerLosesItsLease_StopsAskingAndReturnsTheRest()
    {
        await using var server = await ServerAsync();
        await using var harness = await PipelineHarness.CreateAsync(Images);
        await harness.PlanAsync(ModelAt(server), Stain);
        var context = harness.Context with { Time = _time };
        await using var worker = new RunWorker(context, Options);
        await BeginAsync(worker, harness.RunId);
        var evaluating = worker.EvaluateAsync(new SpanRequest(harness.RunId, "1", "m", 0), Token);
        await PassAsync(() => server.Count >= 20);

        var path = (await harness.Store.ListAsync(StorePath.Parse("workers"), Token).FirstAsync(Token)).Path;
        var lease = new StoreLease(harness.Store, path, _time);
        var taken = await lease.TryAcquireAsync((await lease.ReadAsync(Token)) with { State = LeaseState.Expired }, LeaseHolder.ForThisProcess("another"), new LeaseOptions(), Token);
        Assert.NotNull(taken);
        await PassAsync(() => evaluating.IsCompleted);

        Assert.NotEmpty((await evaluating).Remaining);
        Assert.InRange(server.Count, 20, 20 + InFlight);
    }

    private const int InFlight = 2;

    private static string ModelAt(LoopbackChatServer server) =>
        $$"""{ "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "x", "maxConcurrency": {{InFlight}} }""";

    private static async Task BeginAsync(RunWorker worker, string runId)
    {
        await worker.BeginAsync(new RunRequest(runId, "1"), Token);
        Assert.Null((await worker.PrepareAsync(new PassRequest(runId, "1", 0, 0), Token)).StopReason);
    }

    // The calls after the first ones wait for the test, and end when the worker abandons them.
    private Task<LoopbackChatServer> ServerAsync() => LoopbackChatServer.StartAsync(async call =>
    {
        if (call.Number > 18)
            await _gate.Task.WaitAsync(call.Aborted);
        return LoopbackResponse.Text(call.StableLetter());
    });

    private async Task PassAsync(Func<bool> condition)
    {
        while (!condition())
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(2, Token);
        }
    }
}
