using System.Collections.Concurrent;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using MuBench.Functions.Triggers;
using MuBench.Storage;
using MuBench.Storage.Disk;
using MuBench.Tests.Functions.Orchestrations;
using MuBench.Tests.Storage;
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

    /// <summary>The work of the first runs must not delay the others, so long as nothing of them can be seen.</summary>
    [Fact]
    public async Task Accept_SeveralUploads_TakesAllInBeforeOneIsStarted()
    {
        using var folder = new TemporaryFolder();
        var store = new NotingStore(new DiskStore(folder.Path));
        await using var scene = await RunScene.CreateAsync(images: 1, store);
        await using var hub = await MemoryHub.StartAsync(scene);
        var intake = new UploadIntake(scene.Intake, new RunStarter(scene.Statuses, NullLogger<RunStarter>.Instance), NullLogger<UploadIntake>.Instance);
        for (var upload = 0; upload < 12; upload++)
            await store.WriteAsync(StorePath.Parse($"manifests/{upload}.json"), RunScene.Manifest($$"""{ "id": "chance{{upload}}", "kind": "random" }"""), Token);

        await new MissedUploads(scene.Context, intake).AcceptAsync(hub.Client, Token);

        Assert.Equal([.. Enumerable.Repeat("manifest.json", 12), "attempt.json"], store.Noted.Take(13));
        Assert.Equal(12, (await RunsAsync(hub.Client)).Count);
    }

    private static async Task<IReadOnlyList<string>> RunsAsync(DurableTaskClient client) =>
        [.. (await Listing.AllAsync(client.GetAllInstancesAsync(new OrchestrationQuery()))).Where(instance => instance.Name == "RunOrchestrator").Select(instance => instance.InstanceId)];

    /// <summary>Notes the manifests that are taken in, and the looks at attempts with which runs are started.</summary>
    private sealed class NotingStore(IArtifactStore inner) : DelegatingArtifactStore(inner)
    {
        public ConcurrentQueue<string> Noted { get; } = [];

        public override async Task<bool> TryCreateAsync(StorePath path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
        {
            var created = await base.TryCreateAsync(path, content, cancellationToken);
            if (path.Name == "manifest.json")
                Noted.Enqueue(path.Name);
            return created;
        }

        public override Task<byte[]?> TryReadAsync(StorePath path, CancellationToken cancellationToken = default)
        {
            if (path.Name == "attempt.json")
                Noted.Enqueue(path.Name);
            return base.TryReadAsync(path, cancellationToken);
        }
    }
}
