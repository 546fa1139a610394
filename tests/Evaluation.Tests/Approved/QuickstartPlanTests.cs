using Microsoft.Extensions.Time.Testing;
using MuBench.Endpoints;
using MuBench.Manifests;
using MuBench.Pipeline;
using MuBench.Pipeline.Planning;
using MuBench.Secrets;
using MuBench.Storage;
using MuBench.Storage.Disk;
using MuBench.TestUtils;
using MuBench.TestUtils.Approved;

namespace MuBench.Tests.Approved;

/// <summary>
/// The plan of the quickstart is as approved in <c>tests/approved/quickstart</c>. It pins the hashes of model folders and mixtures, the
/// keys of contrastive models, the store names of a manifest's local paths, and the import of Arrow shards.
/// </summary>
public sealed class QuickstartPlanTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Plan_OfTheQuickstart_IsTheApprovedOne()
    {
        using var folder = new TemporaryFolder();
        var store = new DiskStore(folder.Path);
        var context = new PipelineContext(
            store, new SecretResolver(_ => null), EndpointPolicy.ForCli(null), new FakeTimeProvider(new DateTimeOffset(2026, 11, 3, 14, 22, 5, TimeSpan.Zero)));
        var quickstart = RepositoryFiles.Path("samples", "quickstart");
        var json = await File.ReadAllBytesAsync(Path.Combine(quickstart, "manifest.json"), Token);
        var manifest = ManifestReader.Read(json).Manifest!;
        var runId = RunId.Of(manifest, json);
        await store.WriteAsync(StoreLayout.RunManifest(runId), json, Token);
        await LocalSources.PrepareAsync(store, runId, manifest, quickstart, _ => { }, Token);

        await new PlanRun(context).RunAsync(new PlanRunRequest(runId), Token);

        var written = await StoredTree.ReadPlanAsync(store, runId, Token);
        ApprovedFiles.AssertTree("quickstart", written);
    }
}
