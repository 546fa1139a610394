using System.Text;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using MuBench.Functions.Triggers;
using MuBench.Pipeline;
using MuBench.Storage;
using MuBench.Tests.Functions.Orchestrations;

namespace MuBench.Tests.Functions.Triggers;

/// <summary>Uploads that are not manifests.</summary>
public sealed class PoisonTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => ["empty", "large", "deep", "binary", "list", "faulty", "local"];

    private static byte[] Content(string name) => name switch
    {
        "empty" => [],
        "large" => Encoding.UTF8.GetBytes("{ \"name\": \"" + new string('x', 50 << 20) + "\" }"),
        "deep" => Encoding.UTF8.GetBytes(new string('[', 100_000)),
        "binary" => [.. Enumerable.Range(0, 4096).Select(value => (byte)(value * 31))],
        "list" => "[1, 2, 3]"u8.ToArray(),
        "faulty" => """{ "name": "faulty", "models": [ { "id": "a", "kind": "nothing" }, { "kind": "openai" } ] }"""u8.ToArray(),
        _ => """{ "name": "local", "benchmark": { "dataset": "./here" }, "models": [ { "id": "a", "kind": "random" } ] }"""u8.ToArray(),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Upload_OfNoManifest_IsRejectedWithItsFaultsAndStartsNothing(string name)
    {
        await using var scene = await RunScene.CreateAsync(images: 1);
        await using var hub = await MemoryHub.StartAsync(scene);
        var starter = new RunStarter(scene.Statuses, NullLogger<RunStarter>.Instance);
        var intake = new UploadIntake(scene.Intake, starter, NullLogger<UploadIntake>.Instance);
        await scene.Store.WriteAsync(StoreLayout.Manifest(name), Content(name), Token);

        await intake.AcceptAsync(hub.Client, $"manifests/{name}.json", Token);
        await intake.AcceptAsync(hub.Client, $"manifests/{name}.json", Token); // a queue delivers a message more than once

        Assert.Empty(await Listing.AllAsync(hub.Client.GetAllInstancesAsync(new OrchestrationQuery())));
        var rejected = Assert.Single(await Listing.AllAsync(scene.Store.ListAsync(StoreLayout.Runs, Token))).Path;
        Assert.Equal("rejected.json", rejected.Name);
        Assert.StartsWith($"runs/{name}-", rejected.Value, StringComparison.Ordinal);
        var rejection = JsonDocuments.Read((await scene.Store.TryReadAsync(rejected, Token))!, PipelineJsonContext.Default.Rejection, rejected);
        Assert.Equal(name == "faulty" ? 5 : 1, rejection.Faults.Count);
        Assert.All(rejection.Faults, fault => Assert.False(string.IsNullOrWhiteSpace(fault.Message)));
    }

    [Theory]
    [InlineData("manifests/gone.json")]
    [InlineData("manifests/sub/a.txt")]
    [InlineData("manifests/a.txt")]
    [InlineData("runs/a/manifest.json")]
    [InlineData("manifests/../a.json")]
    [InlineData("")]
    public async Task Event_OfNoUploadedManifest_DoesNothing(string blob)
    {
        await using var scene = await RunScene.CreateAsync(images: 1);
        await using var hub = await MemoryHub.StartAsync(scene);
        var starter = new RunStarter(scene.Statuses, NullLogger<RunStarter>.Instance);

        await new UploadIntake(scene.Intake, starter, NullLogger<UploadIntake>.Instance).AcceptAsync(hub.Client, blob, Token);

        Assert.Empty(await Listing.AllAsync(hub.Client.GetAllInstancesAsync(new OrchestrationQuery())));
        Assert.Empty(await Listing.AllAsync(scene.Store.ListAsync(StoreLayout.Runs, Token)));
    }

    [Theory]
    [InlineData("manifests/sub/dir/x.json")]
    [InlineData("manifests/2026/11/x.json")]
    public async Task Upload_InAFolderBelowManifests_IsTakenInOrRejected(string blob)
    {
        await using var scene = await RunScene.CreateAsync(images: 1);
        await using var hub = await MemoryHub.StartAsync(scene);
        var starter = new RunStarter(scene.Statuses, NullLogger<RunStarter>.Instance);
        var intake = new UploadIntake(scene.Intake, starter, NullLogger<UploadIntake>.Instance);

        await scene.Store.WriteAsync(StorePath.Parse(blob), Content("list"), Token);
        await intake.AcceptAsync(hub.Client, blob, Token);
        var rejected = Assert.Single(await Listing.AllAsync(scene.Store.ListAsync(StoreLayout.Runs, Token))).Path;
        await scene.Store.WriteAsync(StorePath.Parse(blob), RunScene.Manifest("""{ "id": "chance", "kind": "random" }"""), Token);
        await intake.AcceptAsync(hub.Client, blob, Token);

        Assert.StartsWith("runs/x-", rejected.Value, StringComparison.Ordinal);
        var instances = await Listing.AllAsync(hub.Client.GetAllInstancesAsync(new OrchestrationQuery()));
        Assert.NotNull(await scene.Store.TryStatAsync(StoreLayout.RunManifest(Assert.Single(instances, instance => instance.Name == "RunOrchestrator").InstanceId), Token));
    }
}
