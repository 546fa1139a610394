using Microsoft.DurableTask;
using Microsoft.Extensions.Logging.Abstractions;
using MuBench.Functions.Orchestrations;
using MuBench.Functions.Triggers;
using MuBench.Models;
using MuBench.Pipeline.Progress;
using MuBench.Pipeline.Workers;
using MuBench.TestUtils;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Functions.Orchestrations;

/// <summary>Endpoints that cannot be reached, with a Durable orchestration as the conductor, which waits with timers.</summary>
public sealed class OutageOrchestrationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static readonly UnreachableEndpoint Gone = new("http://models.test could not be reached.", 1800);

    private static SpanResult Parked(SpanRequest span, UnreachableEndpoint? endpoint = null) => new(span.Span, 0, [7]) { Unreachable = endpoint ?? Gone };

    private static PreparePassResult Prepared(int spans, int window) => new("m", 1, spans, window, true);

    [Fact]
    public async Task Orchestrator_EndpointGoneForAWhile_TriesOneSpanInGrowingPausesAndThenEvaluatesAll()
    {
        var isBack = false;
        var tries = 0;
        var context = new ScriptedContext(Prepared(spans: 6, window: 3))
        {
            Evaluate = span =>
            {
                isBack |= span.IsTry && ++tries == 5;
                return isBack ? new SpanResult(span.Span, 600, []) : Parked(span);
            },
        };

        await new ModelOrchestrator().RunAsync(context, new ModelInput("run", "attempt", 0));

        Assert.Equal([5, 10, 20, 40, 60], context.Timers.Select(timer => timer.TotalSeconds));
        Assert.Null(context.Scored!.StopReason);
        Assert.Equal([false, false, false, true, true, true, true, true, false], context.Spans.Take(9).Select(span => span.IsTry));
        Assert.Equal([0, 1, 2, 3, 4, 5], context.Spans.Skip(7).Select(span => span.Span).Order());
    }

    [Fact]
    public async Task Orchestrator_EndpointGoneBeyondThePatience_StopsTheModelThen()
    {
        var context = new ScriptedContext(Prepared(spans: 6, window: 3)) { Evaluate = span => Parked(span) };

        await new ModelOrchestrator().RunAsync(context, new ModelInput("run", "attempt", 0));

        Assert.Equal("The endpoint could not be reached for 30 min ('patience' of the model). http://models.test could not be reached.", context.Scored!.StopReason);
        Assert.Equal(TimeSpan.FromMinutes(30), context.Elapsed);
    }

    [Fact]
    public async Task Orchestrator_EndpointGoneWhilePreparing_WaitsAndStopsTheModelAfterItsPatience()
    {
        var context = new ScriptedContext(Prepared(6, 3) with { Unreachable = Gone with { PatienceSeconds = 120 } });

        await new ModelOrchestrator().RunAsync(context, new ModelInput("run", "attempt", 0));

        Assert.StartsWith("The endpoint could not be reached for 2 min", context.Scored!.StopReason, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromMinutes(2), context.Elapsed);
        Assert.Empty(context.Spans);
    }

    [Fact]
    public async Task Run_ModelThatCouldNotBeReached_IsIncompleteAndARequestAsksWhatIsMissing()
    {
        await using var server = new LoopbackModelServer { Model = "m" };
        await using var scene = await RunScene.CreateAsync(images: 4);
        var runId = await scene.AcceptAsync(RunScene.Manifest($$"""{{RunScene.Model("m", server.Endpoint, ", \"patience\": 0")}}, { "id": "chance", "kind": "random" }"""));
        await using var hub = await MemoryHub.StartAsync(scene);
        var starter = new RunStarter(scene.Statuses, NullLogger<RunStarter>.Instance);
        await starter.StartAsync(hub.Client, runId, TimeProvider.System.GetUtcNow(), Token);
        await hub.Client.EndAsync(runId);
        var first = (await scene.Statuses.TryReadAsync(runId, Token))!;
        Assert.Equal((RunStates.Incomplete, ModelStates.Stopped, 24), (first.State, first.Models[0].State, first.Missing));
        Assert.True((await scene.ScoresAsync(runId, "m")).Void);

        await server.StartAsync();
        Assert.Equal(StartOutcome.Resumed, await starter.StartAsync(hub.Client, runId, TimeProvider.System.GetUtcNow(), Token));
        await hub.Client.EndAsync(runId);

        var second = (await scene.Statuses.TryReadAsync(runId, Token))!;
        Assert.Equal((RunStates.Done, ModelStates.Done, 24), (second.State, second.Models[0].State, second.Models[0].Done));
        Assert.False((await scene.ScoresAsync(runId, "m")).Void);
        Assert.Equal(24, server.Count);
        Assert.Equal(StartOutcome.Ended, await starter.StartAsync(hub.Client, runId, TimeProvider.System.GetUtcNow(), Token));
    }

    [Fact]
    public async Task Run_EndpointThatGoesAndComesBack_WaitsWithTimersAndAsksEveryQuestion()
    {
        await using var server = new LoopbackModelServer { Model = "m" };
        server.CrashAfter(10);
        await server.StartAsync();
        await using var scene = await RunScene.CreateAsync(images: 10, options: new WorkerOptions { MaxOutageWait = TimeSpan.Zero, Interval = TimeSpan.FromMilliseconds(100) });
        var runId = await scene.AcceptAsync(RunScene.Manifest(RunScene.Model("m", server.Endpoint, ", \"maxConcurrency\": 4")));
        await using var hub = await MemoryHub.StartAsync(scene);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync(nameof(RunOrchestrator), runId, new StartOrchestrationOptions(runId), Token);
        await Waiting.UntilAsync(async () => (await scene.Statuses.TryReadAsync(runId, Token))?.Models[0].State == ModelStates.Waiting);
        var waiting = (await scene.Statuses.TryReadAsync(runId, Token))!.Models[0];
        Assert.Contains("connection refused", waiting.Detail, StringComparison.Ordinal);
        server.CrashAfter(int.MaxValue);
        await server.StartAsync();

        await hub.Client.EndAsync(runId);

        var status = (await scene.Statuses.TryReadAsync(runId, Token))!;
        Assert.Equal((RunStates.Done, ModelStates.Done, 60, 0, null), (status.State, status.Models[0].State, status.Models[0].Done, status.Models[0].Failed, status.Models[0].Detail));
        Assert.InRange(server.Count, 60, 60 + 4);
    }
}
