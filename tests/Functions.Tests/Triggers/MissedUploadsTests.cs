using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using MuBench.Functions.Triggers;
using MuBench.Storage;
using MuBench.Storage.Disk;
using MuBench.Tests.Functions.Orchestrations;
using MuBench.TestUtils;

namespace MuBench.Tests.Functions.Triggers;

/// <summary>Uploads that the polling trigger has not delivered.</summary>
public sealed class MissedUploadsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Accept_ANewUpload_StartsItsRunOnceAndLeavesOldOnes()
    {
        using var folder = new TemporaryFolder();
        await using var scene = await RunScene.CreateAsync(images: 1, new DiskStore(folder.Path));
        await using var hub = await MemoryHub.StartAsync(scene);
        var intake = new UploadIntake(scene.Intake, new RunStarter(scene.Statuses, NullLogger<RunStarter>.Instance), NullLogger<UploadIntake>.Instance);
        var uploads = new MissedUploads(scene.Context, intake);
        await scene.Store.WriteAsync(StorePath.Parse("manifests/old.json"), RunScene.Manifest("""{ "id": "old", "kind": "random" }"""), Token);
        await scene.Store.WriteAsync(StorePath.Parse("manifests/notes.txt"), "none"u8.ToArray(), Token);
        File.SetLastWriteTimeUtc(Path.Join(folder.Path, "manifests", "old.json"), (TimeProvider.System.GetUtcNow() - MissedUploads.MaxAge).UtcDateTime.AddSeconds(-1));

        await uploads.AcceptAsync(hub.Client, Token);
        Assert.Empty(await RunsAsync(hub.Client));

        await scene.Store.WriteAsync(StorePath.Parse("manifests/sub/new.json"), RunScene.Manifest("""{ "id": "chance", "kind": "random" }"""), Token);
        await uploads.AcceptAsync(hub.Client, Token);
        await uploads.AcceptAsync(hub.Client, Token);
        await intake.AcceptAsync(hub.Client, "manifests/sub/new.json", Token); // the trigger, later
        await new MissedUploads(scene.Context, intake).AcceptAsync(hub.Client, Token); // another process

        Assert.Single(await RunsAsync(hub.Client));
    }

    private static async Task<IReadOnlyList<string>> RunsAsync(DurableTaskClient client) =>
        [.. (await Listing.AllAsync(client.GetAllInstancesAsync(new OrchestrationQuery()))).Where(instance => instance.Name == "RunOrchestrator").Select(instance => instance.InstanceId)];
}
