using System.Text.Json.Nodes;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using MuBench.Functions.Orchestrations;
using MuBench.Pipeline.Progress;
using MuBench.Pipeline.Workers;
using MuBench.Storage;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Functions.Orchestrations;

/// <summary>Budgets and batches with a Durable orchestration as the conductor.</summary>
public sealed class MoneyOrchestrationTests
{
    // The server's responses have a hundred input tokens and one output token: 0.1 dollars per call.
    private const string Price = """, "maxConcurrency": 4, "price": { "inputPerMillion": 1000, "outputPerMillion": 0 }, "generation": { "maxOutputTokens": 16 }""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<OrchestrationMetadata> RunAsync(RunScene scene, string runId)
    {
        await using var hub = await MemoryHub.StartAsync(scene);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync(nameof(RunOrchestrator), runId, new StartOrchestrationOptions(runId), Token);
        return await hub.Client.EndAsync(runId);
    }

    private static async Task<JsonNode> ReportAsync(RunScene scene, string runId) =>
        JsonNode.Parse((await scene.Store.TryReadAsync(StoreLayout.RunReport(runId, "report.json"), Token))!)!;

    [Fact]
    public async Task Budget_OverTwoModels_IsAHardStopAndTheRunIsScored()
    {
        await using var server = await LoopbackChatServer.StartAsync(call => LoopbackResponse.Text(call.StableLetter(), inputTokens: 100, outputTokens: 1));
        await using var scene = await RunScene.CreateAsync(images: 60);
        var runId = await scene.AcceptAsync(RunScene.Manifest(
            $$"""{{RunScene.Model("one", server.Endpoint, Price)}}, {{RunScene.Model("two", server.Endpoint, Price)}}, { "id": "chance", "kind": "random" }""",
            """, "budget": { "maxUsd": 50 }"""));

        var ended = await RunAsync(scene, runId);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        var report = await ReportAsync(scene, runId);
        var models = report["models"]!.AsArray();
        var spent = models.Sum(model => (decimal?)model!["usage"]!["usd"] ?? 0);
        Assert.Equal(server.Count * 0.1m, spent);
        Assert.InRange(spent, 30m, 50m); // the maximum cost of a call is reserved before it is made, so some of the budget is left
        Assert.Equal(720 - server.Count, models.Take(2).Sum(model => (int)model!["outcomes"]!["notRun"]!)); // the models share the budget, whichever is faster
        Assert.Equal(360, models[2]!["outcomes"]!.AsObject().Sum(outcome => (int)outcome.Value!));
        Assert.All(models, model => Assert.False((bool)model!["void"]!));
        var status = (await scene.Statuses.TryReadAsync(runId, Token))!;
        Assert.Equal((RunStates.Incomplete, true), (status.State, status.Models.Any(model => model.IsOutOfBudget)));
    }

    [Fact]
    public async Task Batch_IsSubmittedOnceSleptOverAndMerged()
    {
        var batches = new LoopbackBatches(azure: false, _ => LoopbackResponse.Text("A")) { PollsBeforeEnd = 3 };
        await using var server = await batches.StartAsync();
        await using var scene = await RunScene.CreateAsync(images: 5, options: new WorkerOptions
        {
            BatchBudget = TimeSpan.FromMilliseconds(300),
            BatchPoll = TimeSpan.FromMilliseconds(100),
            Interval = TimeSpan.FromMilliseconds(200),
        });
        var runId = await scene.AcceptAsync(RunScene.Manifest(RunScene.Model("m", server.Endpoint, """, "delivery": "batch", "apiKey": "secret:scene-key" """)));

        var ended = await RunAsync(scene, runId);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        Assert.Null((string?)(await ReportAsync(scene, runId))["models"]![0]!["voidReason"]);
        Assert.Equal(30, Enumerable.Range(0, batches.Batches.Count).Sum(batch => batches.LinesOf(batch).Count));
        var outcomes = (await ReportAsync(scene, runId))["models"]![0]!["outcomes"]!;
        Assert.Equal(30, (int)outcomes["correct"]! + (int)outcomes["wrong"]!);
        Assert.Equal(ModelStates.Done, (await scene.Statuses.TryReadAsync(runId, Token))!.Models[0].State);
    }
}
