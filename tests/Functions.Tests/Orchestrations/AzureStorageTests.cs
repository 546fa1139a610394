using System.Text.Json;
using DurableTask.Core.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using MuBench.Functions.Orchestrations;
using MuBench.Functions.TestWorker;
using MuBench.Functions.Triggers;
using MuBench.Pipeline.Progress;
using MuBench.Storage;
using MuBench.Storage.Blob;
using MuBench.Tests.Storage;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Functions.Orchestrations;

/// <summary>The orchestrations on the real Azure Storage backend over Azurite, with the settings of <c>host.json</c>.</summary>
public sealed class AzureStorageTests(AzuriteServer azurite)
{
    // Every test has its own task hub and container.
    private static int _number;

    private readonly string _name = $"scene{Interlocked.Increment(ref _number)}{Environment.ProcessId}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Task<LoopbackChatServer> ServerAsync(int milliseconds) => LoopbackChatServer.StartAsync(async call =>
    {
        await Task.Delay(milliseconds, call.Aborted);
        return LoopbackResponse.Text(call.StableLetter());
    });

    [Fact]
    public async Task Run_AThousandShards_HasFewEventsPerQuestionAndSmallRecords()
    {
        var connection = await azurite.GetConnectionStringAsync();
        await using var server = await ServerAsync(1);
        await using var scene = await RunScene.CreateAsync(images: 1000); // the artifacts on disk: the test is about the backend's history
        var runId = await scene.AcceptAsync(RunScene.Manifest(RunScene.Model("m", server.Endpoint)));
        await using var hub = await StorageHub.StartAsync(connection, _name, scene.Activities);

        await hub.Client.ScheduleNewOrchestrationInstanceAsync(nameof(RunOrchestrator), runId, new StartOrchestrationOptions(runId), Token);
        var ended = await hub.Client.EndAsync(runId);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        Assert.Equal(6000, server.Count);
        var events = new List<(EventType Type, string? Payload)>();
        await foreach (var instance in hub.Client.GetAllInstancesAsync(new OrchestrationQuery()))
            events.AddRange(await HistoryAsync(hub, instance.InstanceId));
        TestContext.Current.TestOutputHelper!.WriteLine($"{events.Count / 6.0:0.0} history events per 1,000 questions.");
        Assert.InRange(events.Count / 6.0, 1, 25);
        var records = events.Where(item => item.Type is EventType.TaskScheduled or EventType.TaskCompleted).ToList();
        Assert.InRange(records.Count, 2 * 12, events.Count);
        Assert.All(records, record => Assert.InRange(record.Payload!.Length, 1, 2048));
    }

    [Fact]
    public async Task Upload_DeliveredAHundredTimesToTwoProcesses_IsOneRun()
    {
        var connection = await azurite.GetConnectionStringAsync();
        await using var server = await ServerAsync(5);
        await using var scene = await RunScene.CreateAsync(images: 20, StoreFactory.Open($"{connection};Container={_name}"));
        await scene.Store.WriteAsync(StoreLayout.Manifest("storm"), RunScene.Manifest(RunScene.Model("m", server.Endpoint)), Token);
        await using var hub = await StorageHub.StartAsync(connection, _name, scene.Activities);
        var one = new RunStarter(scene.Statuses, NullLogger<RunStarter>.Instance);
        var two = new RunStarter(scene.Statuses, NullLogger<RunStarter>.Instance);
        UploadIntake[] intakes = [.. new[] { one, two }.Select(starter => new UploadIntake(scene.Intake, starter, NullLogger<UploadIntake>.Instance))];

        await Task.WhenAll(Enumerable.Range(0, 100).Select(delivery => intakes[delivery % 2].AcceptAsync(hub.Client, "manifests/storm.json", Token)));
        var runs = new List<string>();
        await foreach (var instance in hub.Client.GetAllInstancesAsync(new OrchestrationQuery()))
            runs.Add(instance.InstanceId);
        var runId = runs.Single(id => !id.Contains(':'));
        await hub.Client.EndAsync(runId);
        await intakes[0].AcceptAsync(hub.Client, "manifests/storm.json", Token);
        await intakes[1].AcceptAsync(hub.Client, "manifests/storm.json", Token);

        var status = await scene.Statuses.TryReadAsync(runId, Token);
        Assert.Equal((RunStates.Done, null), (status!.State, status.Error));
        Assert.Equal(120, server.Count);
        var history = await HistoryAsync(hub, runId);
        Assert.Single(history, item => item.Type == EventType.ExecutionStarted);
    }

    [Fact]
    public async Task Run_WithAKey_KeepsItOutOfHistoryStatusAndStore()
    {
        var connection = await azurite.GetConnectionStringAsync();
        await using var server = await ServerAsync(1);
        // Some gateways repeat the refused key in their error.
        await using var revealing = await LoopbackChatServer.StartAsync(call => LoopbackResponse.Error(401, $"no such key: {call.Authorization}", "invalid_api_key"));
        await using var scene = await RunScene.CreateAsync(images: 5, StoreFactory.Open($"{connection};Container={_name}"));
        const string Key = ", \"apiKey\": \"secret:scene-key\"";
        var runId = await scene.AcceptAsync(RunScene.Manifest($"{RunScene.Model("good", server.Endpoint, Key)}, {RunScene.Model("bad", revealing.Endpoint, Key)}"));
        await using var hub = await StorageHub.StartAsync(connection, _name, scene.Activities);

        await hub.Client.ScheduleNewOrchestrationInstanceAsync(nameof(RunOrchestrator), runId, new StartOrchestrationOptions(runId), Token);
        await hub.Client.EndAsync(runId);

        Assert.Equal($"Bearer {RunScene.Key}", server.Calls[0].Authorization);
        var texts = new List<string>();
        foreach (var instance in await Listing.AllAsync(hub.Client.GetAllInstancesAsync(new OrchestrationQuery { FetchInputsAndOutputs = true })))
            texts.Add(instance + await hub.Service.GetOrchestrationHistoryAsync(instance.InstanceId, null));
        foreach (var item in await Listing.AllAsync(scene.Store.ListAsync(StorePath.Root, Token)))
            texts.Add(System.Text.Encoding.UTF8.GetString((await scene.Store.TryReadAsync(item.Path, Token))!));
        Assert.True(texts.Count > 20);
        Assert.All(texts, text => Assert.DoesNotContain(RunScene.Key, text, StringComparison.Ordinal));
    }

    /// <summary>All events of an instance: the type, and the payload of an activity's input or output.</summary>
    private static async Task<IReadOnlyList<(EventType Type, string? Payload)>> HistoryAsync(StorageHub hub, string instanceId)
    {
        using var history = JsonDocument.Parse(await hub.Service.GetOrchestrationHistoryAsync(instanceId, null));
        return [.. history.RootElement.EnumerateArray().Select(item => ((EventType)item.GetProperty("EventType").GetInt32(), Text(item, "Input") ?? Text(item, "Result")))];

        static string? Text(JsonElement item, string name) => item.TryGetProperty(name, out var value) ? value.GetString() : null;
    }
}
