using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using MuBench.Functions.Orchestrations;
using MuBench.Functions.Triggers;
using MuBench.Pipeline.Progress;
using MuBench.Pipeline.Verifying;
using MuBench.Pipeline.Workers;
using MuBench.Storage;
using MuBench.TestUtils;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Functions.Orchestrations;

public sealed class RunOrchestratorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Task<LoopbackChatServer> ServerAsync(int milliseconds = 1) => LoopbackChatServer.StartAsync(async call =>
    {
        await Task.Delay(milliseconds, call.Aborted);
        return LoopbackResponse.Text(call.HasImage ? call.StableLetter() : "A");
    });

    private static async Task<OrchestrationMetadata> RunAsync(DurableTaskClient client, string runId)
    {
        await client.ScheduleNewOrchestrationInstanceAsync(nameof(RunOrchestrator), runId, new StartOrchestrationOptions(runId), Token);
        return await client.EndAsync(runId);
    }

    [Fact]
    public async Task Run_HostedModelsWithPassesAndFloors_WritesTheReportOfTheCommandLine()
    {
        await using var server = await ServerAsync();
        await using var scene = await RunScene.CreateAsync(images: 150);
        var manifest = RunScene.Manifest(
            $$"""{{RunScene.Model("one", server.Endpoint, ", \"controls\": [\"blind\"]")}}, {{RunScene.Model("two", server.Endpoint, ", \"maxConcurrency\": 4")}}, { "id": "chance", "kind": "random" }, { "id": "majority", "kind": "majority" }""");
        var runId = await scene.AcceptAsync(manifest);
        await using var hub = await MemoryHub.StartAsync(scene);

        var ended = await RunAsync(hub.Client, runId);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        Assert.Equal(3 * 150 * 6, server.Count);
        var status = (await scene.Statuses.TryReadAsync(runId, Token))!;
        Assert.Equal(RunStates.Done, status.State);
        Assert.All(status.Models, model => Assert.Equal((ModelStates.Done, 900, 0), (model.State, model.Done, model.Failed)));
        Assert.Equal(["one", "one#blind", "two", "chance", "majority"], status.Models.Select(model => model.Id));
        Assert.Equal(await scene.CliReportAsync(manifest, runId), await RunScene.ComparableAsync(scene.Store, runId));
        var verified = await new VerifyRun(scene.Context).RunAsync(new VerifyRequest(runId, Images: true), Token);
        Assert.Empty(verified.Differences);
        Assert.NotNull(verified.Root);
        Assert.Contains("\"one\"", ended.SerializedCustomStatus, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_AModelWhoseKeyIsRefused_IsVoidWithTheReasonAndTheOthersFinish()
    {
        await using var server = await ServerAsync();
        await using var refusing = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Error(401, "bad key", "invalid_api_key"));
        await using var scene = await RunScene.CreateAsync(images: 10);
        var runId = await scene.AcceptAsync(RunScene.Manifest($"{RunScene.Model("bad", refusing.Endpoint)}, {RunScene.Model("good", server.Endpoint)}"));
        await using var hub = await MemoryHub.StartAsync(scene);

        var ended = await RunAsync(hub.Client, runId);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        Assert.Equal((false, 60), ((await scene.ScoresAsync(runId, "good")).Void, server.Count));
        var bad = await scene.ScoresAsync(runId, "bad");
        Assert.True(bad.Void);
        Assert.Contains("401", bad.VoidReason, StringComparison.Ordinal);
        var status = (await scene.Statuses.TryReadAsync(runId, Token))!;
        Assert.Equal((ModelStates.Stopped, bad.VoidReason), (status.Models[0].State, status.Models[0].StopReason));
    }

    [Fact]
    public async Task Run_ADatasetThatIsNotThere_FailsWithTheMessageAndIsTakenUpOnceItIsThere()
    {
        await using var scene = await RunScene.CreateAsync(images: 4);
        var manifest = """{ "name": "scene", "benchmark": { "dataset": "other" }, "models": [ { "id": "chance", "kind": "random" } ] }"""u8.ToArray();
        var runId = await scene.AcceptAsync(manifest);
        await using var hub = await MemoryHub.StartAsync(scene);

        var ended = await RunAsync(hub.Client, runId);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        var status = (await scene.Statuses.TryReadAsync(runId, Token))!;
        Assert.Equal(RunStates.Failed, status.State);
        Assert.Contains("'other'", status.Error, StringComparison.Ordinal);
        var starter = new RunStarter(scene.Statuses, NullLogger<RunStarter>.Instance);
        Assert.Equal(StartOutcome.Ended, await starter.StartAsync(hub.Client, runId, status.UpdatedAt.AddMinutes(-1), Token));
    }

    [Fact]
    public async Task Run_AnEndpointSlowerThanTheBudget_IsGoneThroughInSeveralActivitiesThatAskNothingTwice()
    {
        await using var server = await ServerAsync(milliseconds: 100);
        await using var scene = await RunScene.CreateAsync(images: 20, options: new WorkerOptions { Budget = TimeSpan.FromSeconds(1), Interval = TimeSpan.FromMilliseconds(300) });
        var manifest = RunScene.Manifest(RunScene.Model("slow", server.Endpoint, ", \"maxConcurrency\": 3"));
        var runId = await scene.AcceptAsync(manifest);
        await using var hub = await MemoryHub.StartAsync(scene);

        var ended = await RunAsync(hub.Client, runId);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        Assert.Equal(20 * 6, server.Count); // 120 questions, three at a time, take at least four seconds
        Assert.Equal(await scene.CliReportAsync(manifest, runId), await RunScene.ComparableAsync(scene.Store, runId));
    }

    [Fact]
    public async Task Cancel_InTheMiddle_StopsWithinSecondsAndASecondRequestGoesOnFromTheLog()
    {
        await using var server = await ServerAsync(milliseconds: 100);
        await using var scene = await RunScene.CreateAsync(images: 100, options: new WorkerOptions { Interval = TimeSpan.FromMilliseconds(200) });
        var runId = await scene.AcceptAsync(RunScene.Manifest(RunScene.Model("m", server.Endpoint, ", \"maxConcurrency\": 8")));
        await using var hub = await MemoryHub.StartAsync(scene);
        var starter = new RunStarter(scene.Statuses, NullLogger<RunStarter>.Instance);
        var requestedAt = TimeProvider.System.GetUtcNow();
        Assert.Equal(StartOutcome.Started, await starter.StartAsync(hub.Client, runId, requestedAt, Token));
        await Waiting.UntilAsync(() => server.Count > 30);
        Assert.Equal(StartOutcome.Running, await starter.StartAsync(hub.Client, runId, TimeProvider.System.GetUtcNow(), Token));

        await scene.Statuses.EndAsync(runId, null, RunStates.Cancelled, null, Token);
        await hub.Client.TerminateInstanceAsync(runId, Token);
        await hub.Client.EndAsync(runId);
        var asked = 0;
        await Waiting.UntilAsync(async () =>
        {
            asked = server.Count;
            await Task.Delay(500, Token); // twice the interval at which a worker checks its attempt
            return server.Count == asked && server.InFlight == 0;
        });

        Assert.InRange(asked, 30, 500);
        await Waiting.UntilAsync(async () => (await scene.Statuses.TryReadAsync(runId, Token))!.Models[0].Done == asked);
        Assert.Equal(RunStates.Cancelled, (await scene.Statuses.TryReadAsync(runId, Token))!.State);
        Assert.Equal(StartOutcome.Ended, await starter.StartAsync(hub.Client, runId, requestedAt, Token));
        Assert.Equal(StartOutcome.Resumed, await starter.StartAsync(hub.Client, runId, TimeProvider.System.GetUtcNow(), Token));
        await hub.Client.EndAsync(runId);
        Assert.Equal(RunStates.Done, (await scene.Statuses.TryReadAsync(runId, Token))!.State);
        Assert.Equal(600, server.Count);
        Assert.Equal(StartOutcome.Ended, await starter.StartAsync(hub.Client, runId, TimeProvider.System.GetUtcNow(), Token));
        Assert.NotNull(await scene.Store.TryStatAsync(StoreLayout.RunReport(runId, "report.html"), Token));
    }
}
