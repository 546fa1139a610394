using System.Collections.Concurrent;
using MuBench.Pipeline;
using MuBench.Storage;
using MuBench.Tests.Storage;

namespace MuBench.Tests.Pipeline;

public sealed class RunInputsTests
{
    [Fact]
    public async Task GetAsync_MoreRunsThanAreKept_ReadsTheForgottenOnesAgainAndNoOther()
    {
        await using var harness = await PipelineHarness.CreateAsync(images: 1);
        var ids = new List<string>();
        for (var run = 0; run <= RunInputs.MaxRuns; run++)
            ids.Add((await harness.PlanAsync("""{ "id": "chance", "kind": "random" }""", more: $", \"nonce\": \"{run}\"")).RunId);
        var store = new CountingStore(harness.Store);
        var inputs = new RunInputs(harness.Context with { Store = store });

        foreach (var id in ids)
            Assert.Equal(id, (await inputs.GetAsync(id, TestContext.Current.CancellationToken)).Plan.RunId);
        foreach (var id in ids.Skip(1).Append(ids[0]))
            Assert.Equal(id, (await inputs.GetAsync(id, TestContext.Current.CancellationToken)).Plan.RunId);

        Assert.Equal([2, .. Enumerable.Repeat(1, RunInputs.MaxRuns)], ids.Select(id => store.Reads[StoreLayout.RunPlan(id).Value]));
    }

    private sealed class CountingStore(IArtifactStore inner) : DelegatingArtifactStore(inner)
    {
        public ConcurrentDictionary<string, int> Reads { get; } = new();

        public override Task<byte[]?> TryReadAsync(StorePath path, CancellationToken cancellationToken = default)
        {
            Reads.AddOrUpdate(path.Value, 1, (_, count) => count + 1);
            return base.TryReadAsync(path, cancellationToken);
        }
    }
}
