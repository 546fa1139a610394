using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using MuBench.Functions.Orchestrations;
using MuBench.Pipeline.Progress;
using MuBench.Pipeline.Workers;
using MuBench.TestUtils;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Functions.Orchestrations;

/// <summary>Sleeping servers with a Durable orchestration as the conductor, which waits with timers.</summary>
public sealed class WakeOrchestrationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Model(string id, LoopbackModelServer server, string gpu, string more = "") =>
        RunScene.Model(id, server.Endpoint, $$""", "gpu": {{gpu}} {{more}}""");

    [Fact]
    public async Task Run_OneServerThatWakesAfterTimersOneThatNeverDoes_EndsWithTheFirstWholeAndAReasonForTheSecond()
    {
        await using var late = new LoopbackModelServer();
        await using var never = new LoopbackModelServer();
        await using var scene = await RunScene.CreateAsync(images: 4);
        var runId = await scene.AcceptAsync(RunScene.Manifest(
            $$"""{{Model("late", late, """{ "warm": 10 }""")}}, {{Model("never", never, """{ "wake": 1 }""")}}, { "id": "chance", "kind": "random" }"""));
        await using var hub = await MemoryHub.StartAsync(scene);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync(nameof(RunOrchestrator), runId, new StartOrchestrationOptions(runId), Token);
        await Waiting.UntilAsync(async () => (await scene.Statuses.TryReadAsync(runId, Token))?.Models.Any(model => model is { Id: "late", State: ModelStates.Waking }) == true);
        await late.StartAsync(); // it responds 503 for a while
        await Task.Delay(300, Token);
        late.Model = "late";

        var ended = await hub.Client.EndAsync(runId);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        var woken = await scene.ScoresAsync(runId, "late");
        Assert.Equal((false, 24), (woken.Void, woken.Outcomes.Correct + woken.Outcomes.Wrong));
        var failed = await scene.ScoresAsync(runId, "never");
        Assert.True(failed.Void);
        Assert.Contains("was not ready within 1 s", failed.VoidReason, StringComparison.Ordinal);
        Assert.False((await scene.ScoresAsync(runId, "chance")).Void);
        Assert.Empty(never.Calls);
        Assert.Equal(RunStates.Incomplete, (await scene.Statuses.TryReadAsync(runId, Token))!.State);
    }

    [Fact]
    public async Task Run_WakeThatUsesTheBudgetUp_AsksNothingAndIsScored()
    {
        await using var server = new LoopbackModelServer();
        await using var scene = await RunScene.CreateAsync(images: 4);
        var runId = await scene.AcceptAsync(RunScene.Manifest(
            Model("m", server, """{ "warm": 0, "usdPerHour": 3600 }""", """, "price": { "inputPerMillion": 0, "outputPerMillion": 0 }"""), """, "budget": { "maxUsd": 0.3 }"""));
        await using var hub = await MemoryHub.StartAsync(scene);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync(nameof(RunOrchestrator), runId, new StartOrchestrationOptions(runId), Token);

        await hub.Client.EndAsync(runId);

        var scores = await scene.ScoresAsync(runId, "m");
        Assert.Equal((false, 24), (scores.Void, scores.Outcomes.NotRun));
        Assert.True((await scene.Statuses.TryReadAsync(runId, Token))!.Models[0].IsOutOfBudget);
    }

    [Fact]
    public async Task Orchestrator_ServerThatIsNeverReady_GivesUpAfterItsStepsAndScoresWithTheReason()
    {
        var context = new ScriptedContext(new PreparePassResult("m", 1, 1, 1, true) { RetryAfter = TimeSpan.FromSeconds(30) });

        var outcome = await new ModelOrchestrator().RunAsync(context, new ModelInput("run", "attempt", 0));

        Assert.False(outcome.Cancelled);
        Assert.Equal(ModelOrchestrator.MaxWakeSteps, context.Timers.Count);
        Assert.All(context.Timers, timer => Assert.Equal(TimeSpan.FromSeconds(30), timer));
        Assert.Equal("The server was not ready after 1,000 tries.", context.Scored!.StopReason);
        Assert.DoesNotContain("EvaluateSpan", context.Activities);
    }

    [Fact]
    public async Task Orchestrator_ServerReadyAfterThreeTimers_SleepsAsLongAsEachTimeSaid()
    {
        var waking = new PreparePassResult("m", 1, 0, 1, true);
        var context = new ScriptedContext(
            waking with { RetryAfter = TimeSpan.FromSeconds(5) }, waking with { RetryAfter = TimeSpan.FromSeconds(6) }, waking with { RetryAfter = TimeSpan.FromSeconds(30) }, waking);

        await new ModelOrchestrator().RunAsync(context, new ModelInput("run", "attempt", 0));

        Assert.Equal([5, 6, 30], context.Timers.Select(timer => timer.TotalSeconds));
        Assert.Null(context.Scored!.StopReason);
    }
}
