using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Azure;
using Azure.Messaging.EventGrid;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using MuBench.Functions.Events;
using MuBench.Functions.Orchestrations;
using MuBench.Functions.TestWorker;
using MuBench.Pipeline.Progress;
using MuBench.Pipeline.Workers;
using MuBench.Storage.Blob;
using MuBench.Tests.Functions.Orchestrations;
using MuBench.Tests.Storage;

namespace MuBench.Tests.Functions.Events;

/// <summary>The event of a run's end, sent to real servers on loopback.</summary>
public sealed class RunEventTests(AzuriteServer azurite)
{
    private static readonly byte[] Secret = Encoding.UTF8.GetBytes("a secret of enough bytes");

    private static int _number;

    private readonly string _name = $"event{Interlocked.Increment(ref _number)}{Environment.ProcessId}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("drawn", "done", OrchestrationRuntimeStatus.Completed)]
    [InlineData("missing", "failed", OrchestrationRuntimeStatus.Failed)]
    public async Task Run_ThatEnds_SendsOneSignedEventAndTriesAgain(string dataset, string state, OrchestrationRuntimeStatus status)
    {
        await using var hook = await LoopbackHook.StartAsync(call => call.Index == 1 ? 503 : 204);
        var connection = await azurite.GetConnectionStringAsync();
        await using var scene = await RunScene.CreateAsync(2, StoreFactory.Open($"{connection};Container={_name}"), events: new EventSettings(hook.Address, Secret, null));
        var manifest = Encoding.UTF8.GetString(RunScene.Manifest("""{ "id": "chance", "kind": "random" }""")).Replace("\"drawn\"", $"\"{dataset}\"", StringComparison.Ordinal);
        var runId = await scene.AcceptAsync(Encoding.UTF8.GetBytes(manifest));
        await using var hub = await StorageHub.StartAsync(connection, _name, scene.Activities);

        await hub.Client.ScheduleNewOrchestrationInstanceAsync(nameof(RunOrchestrator), runId, new StartOrchestrationOptions(runId), Token);
        Assert.Equal(status, (await hub.Client.EndAsync(runId)).RuntimeStatus);
        var attempt = (await scene.Statuses.TryReadAttemptAsync(runId, Token))!.Attempt;
        var sent = await hub.Client.EndAsync($"{runId}:event:{attempt}");

        Assert.True(sent.ReadOutputAs<bool>());
        Assert.Equal(2, hook.Calls.Count);
        Assert.Equal(hook.Calls[0].Headers["webhook-id"], hook.Calls[1].Headers["webhook-id"]);
        foreach (var call in hook.Calls)
            AssertSigned(call);
        var sentEvent = JsonNode.Parse(hook.Calls[1].Body)!;
        Assert.Equal(("1.0", "MuBench.RunEnded", $"runs/{runId}"), ((string?)sentEvent["specversion"], (string?)sentEvent["type"], (string?)sentEvent["subject"]));
        Assert.Equal((runId, state), ((string?)sentEvent["data"]!["runId"], (string?)sentEvent["data"]!["state"]));
        Assert.Equal(state == "done" ? $"runs/{runId}/report.html" : null, (string?)sentEvent["data"]!["report"]);
        Assert.Contains(scene.Logged, line => line is { Level: LogLevel.Warning } && line.Line.Contains("answered 503", StringComparison.Ordinal));
        Assert.Contains(scene.Logged, line => line is { Level: LogLevel.Information } && line.Line.Contains("event of its end was sent", StringComparison.Ordinal));
        Assert.All(scene.Logged, line => Assert.DoesNotContain('\n', line.Line));
        Assert.Contains(scene.Logged, line => line.Line.Contains(state == "done" ? "12 of 12 questions have a response" : "has failed: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_WhoseTargetCannotBeReached_EndsBeforeItsEventIsSent()
    {
        var isOpen = false;
        await using var hook = await LoopbackHook.StartAsync(_ => Volatile.Read(ref isOpen) ? 204 : 503);
        var connection = await azurite.GetConnectionStringAsync();
        await using var scene = await RunScene.CreateAsync(2, StoreFactory.Open($"{connection};Container={_name}"), events: new EventSettings(hook.Address, Secret, null));
        var runId = await scene.AcceptAsync(RunScene.Manifest("""{ "id": "chance", "kind": "random" }"""));
        await using var hub = await StorageHub.StartAsync(connection, _name, scene.Activities);

        await hub.Client.ScheduleNewOrchestrationInstanceAsync(nameof(RunOrchestrator), runId, new StartOrchestrationOptions(runId), Token);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await hub.Client.EndAsync(runId)).RuntimeStatus);

        var attempt = (await scene.Statuses.TryReadAttemptAsync(runId, Token))!.Attempt;
        var sending = await hub.Client.GetInstanceAsync($"{runId}:event:{attempt}", Token);
        Assert.False(sending!.IsCompleted);
        Volatile.Write(ref isOpen, true);
        var sent = await hub.Client.EndAsync($"{runId}:event:{attempt}");
        Assert.True(sent.ReadOutputAs<bool>());
    }

    [Fact]
    public async Task TrySendAsync_ToATopic_SendsACloudEvent()
    {
        await using var hook = await LoopbackHook.StartAsync(call => call.Index == 1 ? 401 : 200);
        await using var scene = await RunScene.CreateAsync(1);
        await scene.Statuses.BeginAsync("run-00000000", "20261103T142205000Z", Token);
        await scene.Statuses.EndAsync("run-00000000", null, RunStates.Cancelled, null, Token);
        using var sender = new RunEventSender(scene.Context, new EventSettings(null, null, hook.Address), new EventGridPublisherClient(hook.Address, new AzureKeyCredential("key")));
        var run = new RunRequest("run-00000000", "20261103T142205000Z");

        Assert.NotNull(await sender.TrySendAsync(run, Token));
        Assert.Null(await sender.TrySendAsync(run, Token));

        var sentEvent = JsonNode.Parse(hook.Calls[1].Body)!.AsArray().Single()!;
        Assert.Equal(("MuBench.RunEnded", "cancelled"), ((string?)sentEvent["type"], (string?)sentEvent["data"]!["state"]));
        Assert.Equal((string?)JsonNode.Parse(hook.Calls[0].Body)!.AsArray().Single()!["id"], (string?)sentEvent["id"]);
        Assert.StartsWith("application/cloudevents-batch+json", hook.Calls[1].Headers["Content-Type"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task TrySendAsync_NotTheEndOfTheLatestAttempt_SendsNothing()
    {
        await using var hook = await LoopbackHook.StartAsync(_ => 200);
        await using var scene = await RunScene.CreateAsync(1);
        using var sender = RunEventSender.Create(new EventSettings(hook.Address, Secret, null), scene.Context);
        await scene.Statuses.BeginAsync("run-00000000", "20261103T142205000Z", Token);

        Assert.Null(await sender.TrySendAsync(new RunRequest("run-00000000", "20261103T142205000Z"), Token)); // it runs
        await scene.Statuses.EndAsync("run-00000000", null, RunStates.Done, null, Token);
        Assert.Null(await sender.TrySendAsync(new RunRequest("run-00000000", "20261103T100000000Z"), Token)); // an earlier one

        Assert.Empty(hook.Calls);
    }

    [Fact]
    public async Task TrySendAsync_NoListener_ReturnsTheReason()
    {
        await using var scene = await RunScene.CreateAsync(1);
        await scene.Statuses.BeginAsync("run-00000000", "20261103T142205000Z", Token);
        await scene.Statuses.EndAsync("run-00000000", null, RunStates.Done, null, Token);
        var hook = await LoopbackHook.StartAsync(_ => 200);
        await hook.DisposeAsync();
        using var sender = RunEventSender.Create(new EventSettings(hook.Address, Secret, null), scene.Context);

        Assert.NotNull(await sender.TrySendAsync(new RunRequest("run-00000000", "20261103T142205000Z"), Token));
    }

    [Theory]
    [InlineData("MUBENCH_EVENT_WEBHOOK", "http://hooks.test/a", "https")]
    [InlineData("MUBENCH_EVENT_WEBHOOK", "https://hooks.test/a", "MUBENCH_EVENT_SECRET is missing")]
    [InlineData("MUBENCH_EVENT_WEBHOOK,MUBENCH_EVENT_SECRET", "https://hooks.test/a,short", "too short")]
    [InlineData("MUBENCH_EVENT_WEBHOOK,MUBENCH_EVENT_SECRET", "https://hooks.test/a,whsec_not base64", "base64")]
    [InlineData("MUBENCH_EVENT_WEBHOOK,MUBENCH_EVENT_TOPIC", "https://hooks.test/a,https://topic.test/api/events", "set one")]
    [InlineData("MUBENCH_EVENT_TOPIC", "topic", "https")]
    public void Read_ASettingThatIsWrong_NamesItAndTheRemedy(string names, string values, string remedy)
    {
        var settings = names.Split(',').Zip(values.Split(','), KeyValuePair.Create<string, string?>);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();

        Assert.Contains(remedy, Assert.Throws<UserException>(() => EventSettings.Read(configuration)).Message, StringComparison.Ordinal);
    }

    private static void AssertSigned(HookCall call)
    {
        var signed = Encoding.UTF8.GetBytes($"{call.Headers["webhook-id"]}.{call.Headers["webhook-timestamp"]}.{Encoding.UTF8.GetString(call.Body)}");
        Assert.Equal("v1," + Convert.ToBase64String(HMACSHA256.HashData(Secret, signed)), call.Headers["webhook-signature"]);
    }
}
