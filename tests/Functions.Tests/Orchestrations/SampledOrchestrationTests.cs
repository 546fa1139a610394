using System.Text.Json.Nodes;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using MuBench.Functions.Orchestrations;
using MuBench.Pipeline.Progress;
using MuBench.Pipeline.Verifying;
using MuBench.Storage;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Functions.Orchestrations;

/// <summary>Runs that stop when they know enough, on the in-process Durable host.</summary>
public sealed class SampledOrchestrationTests
{
    private const int Images = 330;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData(", \"budget\": { \"maxUsd\": 1000 }")]
    public async Task Run_UntilItKnows_StopsAndWritesTheReportOfTheCommandLine(string more)
    {
        await using var server = await LoopbackChatServer.StartAsync(call => LoopbackResponse.Text(call.StableLetter()));
        await using var scene = await RunScene.CreateAsync(Images);
        const string Price = ", \"price\": { \"inputPerMillion\": 1, \"outputPerMillion\": 1 }";
        var manifest = RunScene.Manifest(
            $$"""{{RunScene.Model("one", server.Endpoint, Price)}}, {{RunScene.Model("two", server.Endpoint, Price)}}, { "id": "chance", "kind": "random" }""",
            $$""", "until": { "verdicts": [["one", "chance"], ["one", "two"]], "task": "fine", "margin": 0.5 } {{more}}""");
        var runId = await scene.AcceptAsync(manifest);
        await using var hub = await MemoryHub.StartAsync(scene);

        await hub.Client.ScheduleNewOrchestrationInstanceAsync(nameof(RunOrchestrator), runId, new StartOrchestrationOptions(runId), Token);
        var ended = await hub.Client.EndAsync(runId);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        Assert.Equal(2 * 250 * 6, server.Count);
        var status = (await scene.Statuses.TryReadAsync(runId, Token))!;
        Assert.Equal(RunStates.Done, status.State);
        Assert.StartsWith("sampled, stopped by rule: everything that was asked for is known; 250 of 330", status.Sampled, StringComparison.Ordinal);
        Assert.All(status.Models, model => Assert.Equal((1500, 1500), (model.Done, model.Questions)));
        var report = JsonNode.Parse((await scene.Store.TryReadAsync(StoreLayout.RunReport(runId, "report.json"), Token))!)!;
        Assert.Equal(1, (int)report["run"]!["sampling"]!["looks"]!);
        Assert.Empty((await new VerifyRun(scene.Context).RunAsync(new VerifyRequest(runId), Token)).Differences);
        Assert.Equal(await scene.CliReportAsync(manifest, runId), await RunScene.ComparableAsync(scene.Store, runId));
    }

    [Fact]
    public async Task Run_WithAHelper_AsksItAboutAllImagesAndWritesTheReportOfTheCommandLine()
    {
        await using var server = await LoopbackChatServer.StartAsync(call => LoopbackResponse.Text(call.StableLetter()));
        await using var scene = await RunScene.CreateAsync(Images);
        await scene.StoreModelAsync("tiny");
        var manifest = RunScene.Manifest(
            $$"""{{RunScene.Model("one", server.Endpoint)}}, { "id": "tiny", "kind": "clip", "source": "models/tiny" }""",
            """, "until": { "halfWidth": 0.5, "task": "fine", "helpers": ["tiny"] }""");
        var runId = await scene.AcceptAsync(manifest);
        await using var hub = await MemoryHub.StartAsync(scene);

        await hub.Client.ScheduleNewOrchestrationInstanceAsync(nameof(RunOrchestrator), runId, new StartOrchestrationOptions(runId), Token);
        var ended = await hub.Client.EndAsync(runId);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        var status = (await scene.Statuses.TryReadAsync(runId, Token))!;
        Assert.Equal([("one", 250 * 6, 250 * 6), ("tiny", Images * 6, Images * 6)], status.Models.Select(model => (model.Id, model.Done, model.Questions)));
        var report = await RunScene.ComparableAsync(scene.Store, runId);
        Assert.Equal("tiny", (string)JsonNode.Parse(report)!["run"]!["assistance"]!["helpers"]![0]!["id"]!);
        Assert.Equal(await scene.CliReportAsync(manifest, runId), report);
    }
}
