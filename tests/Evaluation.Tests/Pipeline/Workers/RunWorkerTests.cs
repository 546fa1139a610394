using Microsoft.Extensions.Time.Testing;
using MuBench.Pipeline.Progress;
using MuBench.Pipeline.Reporting;
using MuBench.Pipeline.Workers;
using MuBench.Storage;
using MuBench.Storage.Leases;
using MuBench.Tests.Storage;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Pipeline.Workers;

public sealed class RunWorkerTests
{
    private const string Stain = """{ "dataset": "drawn", "tasks": ["coarse/stain"] }""";
    private const int Images = 130; // three shards, one question per image

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EvaluateAsync_BudgetIsSpent_GivesBackWhatRemainsAndNothingIsAskedTwice()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var spent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await LoopbackChatServer.StartAsync(async call =>
        {
            if (call.Number == 20)
            {
                time.Advance(TimeSpan.FromSeconds(6));
                spent.SetResult();
            }

            if (call.Number > 20)
                await spent.Task.WaitAsync(call.Aborted);
            return LoopbackResponse.Text(call.StableLetter());
        });
        await using var harness = await PipelineHarness.CreateAsync(Images);
        await harness.PlanAsync(ModelAt(server), Stain);
        await using var worker = new RunWorker(harness.Context with { Time = time }, new WorkerOptions { Budget = TimeSpan.FromSeconds(5) });
        var run = new RunRequest(harness.RunId, "1");
        Assert.Equal(new BeginRunResult(1, Images), await worker.BeginAsync(run, Token));
        var prepared = await worker.PrepareAsync(new PassRequest(harness.RunId, "1", 0, 0), Token);
        Assert.Equal((1, 1, true), (prepared.Spans, prepared.Window, prepared.IsRemote));

        var first = await worker.EvaluateAsync(new SpanRequest(harness.RunId, "1", "m", 0), Token);
        Assert.Equal([0, 1, 2], first.Remaining);
        Assert.InRange(first.Answered, 20, 21); // two at a time
        Assert.Equal((first.Answered, 0), await CountedAsync(harness));
        var second = await worker.EvaluateAsync(new SpanRequest(harness.RunId, "1", "m", 0, first.Remaining), Token);

        Assert.Empty(second.Remaining);
        Assert.Equal(Images, server.Count);
        Assert.Equal((Images, 0), await CountedAsync(harness)); // questions that this run asked before are not counted as reused
        await worker.ScoreAsync(new PassRequest(harness.RunId, "1", 0, 0), Token);
        var written = await worker.ReportAsync(run, Token);
        var read = await FinishedRun.ReadAsync(harness.Store, harness.RunId, Token);
        Assert.Equal(written.Gate, read.Gate);
        Assert.Equal(written.Files, read.Files);
        Assert.Equal(written.VoidModels, read.VoidModels);
        Assert.Equal(RunStates.Done, (await new RunStatusStore(harness.Context).TryReadAsync(harness.RunId, Token))!.State);
    }

    [Theory]
    [InlineData("A", "stop", new string[0])]
    [InlineData("", "length", new[] { "m" })]
    public async Task ReportAsync_ModelWithAnAlarm_IsNamedInTheStatus(string answer, string finish, string[] alarms)
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text(answer, finish));
        await using var harness = await PipelineHarness.CreateAsync(images: 2);
        var plan = await harness.PlanAsync(ModelAt(server), Stain);
        await harness.RunAsync(plan);
        await using var worker = new RunWorker(harness.Context, new WorkerOptions());
        await worker.BeginAsync(new RunRequest(harness.RunId, "1"), Token);

        await worker.ReportAsync(new RunRequest(harness.RunId, "1"), Token);

        Assert.Equal(alarms, (await new RunStatusStore(harness.Context).TryReadAsync(harness.RunId, Token))!.Alarms);
    }

    [Fact]
    public async Task EvaluateAsync_CancelledMeanwhile_FinishesWhatIsInFlightAndStops()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        PipelineHarness? running = null;
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await LoopbackChatServer.StartAsync(async call =>
        {
            if (call.Number == 20)
            {
                await new RunStatusStore(running!.Context).EndAsync(running.RunId, null, RunStates.Cancelled, null, Token);
                time.Advance(TimeSpan.FromSeconds(5)); // the worker checks its attempt
            }

            if (call.Number >= 20)
                await seen.Task.WaitAsync(Token);
            if (call.Number > 21)
                await Task.Delay(100, Token); // slow enough for the worker to stop: the remaining questions would take seconds
            return LoopbackResponse.Text(call.StableLetter());
        });
        await using var harness = running = await PipelineHarness.CreateAsync(Images);
        await harness.PlanAsync(ModelAt(server), Stain);
        await using var worker = new RunWorker(harness.Context with { Time = time, Store = new AttemptWatch(harness.Store, seen) }, new WorkerOptions());
        await worker.BeginAsync(new RunRequest(harness.RunId, "1"), Token);

        var result = await worker.EvaluateAsync(new SpanRequest(harness.RunId, "1", "m", 0), Token);

        Assert.True(result.Cancelled);
        Assert.NotEmpty(result.Remaining);
        Assert.InRange(server.Count, 20, Images - 1);
        Assert.Equal(server.Count, result.Answered); // every response is logged
    }

    // A command line that takes the run over waits for as long as the status is updated.
    [Fact]
    public async Task EvaluateAsync_CancelledWithACallInFlight_UpdatesItsStatusUntilTheCallHasEnded()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var (asked, gate) = (Signal(), Signal());
        await using var server = await LoopbackChatServer.StartAsync(async call =>
        {
            asked.TrySetResult();
            await gate.Task.WaitAsync(call.Aborted);
            return LoopbackResponse.Text(call.StableLetter());
        });
        await using var harness = await PipelineHarness.CreateAsync(Images);
        await harness.PlanAsync(ModelAt(server), Stain);
        var context = harness.Context with { Time = time };
        await using var worker = new RunWorker(context, new WorkerOptions());
        var statuses = new RunStatusStore(context);
        await worker.BeginAsync(new RunRequest(harness.RunId, "1"), Token);
        var evaluating = worker.EvaluateAsync(new SpanRequest(harness.RunId, "1", "m", 0), Token);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(60), Token);
        // Before the first update too.
        Assert.Equal(time.GetUtcNow(), await statuses.TryReadActiveWorkerTimeAsync(harness.RunId, Token));
        await statuses.EndAsync(harness.RunId, null, RunStates.Cancelled, null, Token);

        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        // The first one notices the cancellation.
        for (var update = 0; update < 3; update++)
        {
            time.Advance(new WorkerOptions().Interval);
            while (await statuses.TryReadActiveWorkerTimeAsync(harness.RunId, Token) != time.GetUtcNow())
                await Task.Delay(10, late.Token);
        }

        gate.SetResult();
        Assert.True((await evaluating).Cancelled);
        Assert.Null(await statuses.TryReadActiveWorkerTimeAsync(harness.RunId, Token));

        static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    [Fact]
    public async Task BeginAsync_ACommandLineConductsTheRun_RefusesAndLeavesItsStatusAlone()
    {
        await using var run = await HeldRun.TakeAsync();
        var (worker, held, time) = (run.Worker, run.Held, run.Time);

        var fault = await Assert.ThrowsAsync<UserException>(() => RenewedAsync(worker.BeginAsync(run.Request, Token), held, time));
        await RenewedAsync(CompletedAsync(worker.FailAsync(run.Request, fault.Message, Token)), held, time);

        Assert.Contains("is conducted by process 7 on elsewhere (mubench run manifest.json) since ", fault.Message, StringComparison.Ordinal);
        var statuses = new RunStatusStore(run.Harness.Context);
        Assert.Equal(RunStates.Failed, (await statuses.TryReadAttemptAsync(run.Harness.RunId, Token))!.State);
        Assert.Null(await statuses.TryReadAsync(run.Harness.RunId, Token));
        Assert.True(held.IsHeld);
    }

    // A laptop that was suspended while the service took over its run must not ask when it wakes.
    [Fact]
    public async Task BeginAsync_TheCommandLineFellSilent_TakesTheLeaseFromIt()
    {
        await using var run = await HeldRun.TakeAsync();
        var (worker, held, time) = (run.Worker, run.Held, run.Time);

        var beginning = worker.BeginAsync(run.Request, Token);
        for (var looks = 0; looks < 20; looks++)
            time.Advance(await time.NextTimerAsync(Token));
        await beginning;

        Assert.False(await held.RenewAsync(Token));
        Assert.True(held.Lost.IsCancellationRequested);
    }

    // Renews the lease while another observer watches it.
    private static async Task<T> RenewedAsync<T>(Task<T> watching, HeldLease held, SteppedTime time)
    {
        var pause = await time.NextTimerAsync(Token);
        await held.RenewAsync(Token);
        time.Advance(pause);
        return await watching;
    }

    private static async Task<bool> CompletedAsync(Task work)
    {
        await work;
        return true;
    }

    [Fact]
    public async Task Calls_OfAnEarlierAttempt_DoNothing()
    {
        await using var server = await LoopbackChatServer.StartAsync(call => LoopbackResponse.Text(call.StableLetter()));
        await using var harness = await PipelineHarness.CreateAsync(images: 2);
        await harness.PlanAsync(ModelAt(server), Stain);
        await using var worker = new RunWorker(harness.Context, new WorkerOptions());
        await worker.BeginAsync(new RunRequest(harness.RunId, "1"), Token);
        await worker.BeginAsync(new RunRequest(harness.RunId, "2"), Token);

        Assert.True((await worker.PrepareAsync(new PassRequest(harness.RunId, "1", 0, 0), Token)).Cancelled);
        Assert.True((await worker.EvaluateAsync(new SpanRequest(harness.RunId, "1", "m", 0), Token)).Cancelled);
        await worker.FailAsync(new RunRequest(harness.RunId, "1"), "too late", Token);

        Assert.Equal(0, server.Count);
        Assert.Equal(RunStates.Running, (await new RunStatusStore(harness.Context).TryReadAttemptAsync(harness.RunId, Token))!.State);
    }

    // A worker writes the status only if the stored one is old.
    private static async Task<(int Done, int Reused)> CountedAsync(PipelineHarness harness)
    {
        var model = Assert.Single((await new RunStatusStore(harness.Context).ComposeAsync(harness.RunId, Token)).Models);
        return (model.Done, model.Reused);
    }

    private static string ModelAt(LoopbackChatServer server) =>
        $$"""{ "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "loop", "maxConcurrency": 2 }""";

    /// <summary>A run that a command line conducts, and a worker of the service that is given it too.</summary>
    private sealed class HeldRun(LoopbackChatServer server, PipelineHarness harness, SteppedTime time, HeldLease held) : IAsyncDisposable
    {
        public PipelineHarness Harness => harness;

        public SteppedTime Time => time;

        public HeldLease Held => held;

        public RunWorker Worker { get; } = new(harness.Context with { Time = time }, new WorkerOptions());

        public RunRequest Request => new(harness.RunId, "1");

        public static async Task<HeldRun> TakeAsync()
        {
            var server = await LoopbackChatServer.StartAsync(call => LoopbackResponse.Text(call.StableLetter()));
            var harness = await PipelineHarness.CreateAsync(Images);
            await harness.PlanAsync(ModelAt(server), Stain);
            var time = new SteppedTime(TimeProvider.System.GetUtcNow());
            var lease = new StoreLease(harness.Store, StoreLayout.RunConductor(harness.RunId), time);
            var holder = new LeaseHolder { Id = "x", Host = "elsewhere", ProcessId = 7, Doing = "mubench run manifest.json" };
            return new HeldRun(server, harness, time, (await lease.TryAcquireAsync(await lease.ReadAsync(Token), holder, new LeaseOptions(), Token))!);
        }

        public async ValueTask DisposeAsync()
        {
            await held.DisposeAsync();
            await Worker.DisposeAsync();
            await harness.DisposeAsync();
            await server.DisposeAsync();
        }
    }

    /// <summary>Signals when the worker has read that its attempt is cancelled.</summary>
    private sealed class AttemptWatch(IArtifactStore inner, TaskCompletionSource seen) : DelegatingArtifactStore(inner)
    {
        public override async Task<byte[]?> TryReadAsync(StorePath path, CancellationToken cancellationToken = default)
        {
            var content = await base.TryReadAsync(path, cancellationToken);
            if (path.Name == "attempt.json" && content.AsSpan().IndexOf("cancelled"u8) >= 0)
                seen.TrySetResult();
            return content;
        }
    }
}
