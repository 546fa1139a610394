using MuBench.Datasets;
using MuBench.Storage;
using MuBench.Storage.Disk;
using MuBench.TestUtils;
using MuBench.TestUtils.Datasets;
using MuBench.Tests.Storage;

namespace MuBench.Tests.Datasets;

/// <summary>Indexes of shards that are kept in memory.</summary>
public sealed class ShardMemoryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadShard_Remembered_IsReadOnceUntilItIsForgotten()
    {
        using var folder = new TemporaryFolder();
        var (store, reader) = await OpenAsync(folder);
        var memory = new ShardMemory();
        var remembering = reader.Remembering(memory);

        var first = await remembering.ReadShardAsync(0, Token);
        Assert.Same(first, await remembering.ReadShardAsync(0, Token));
        Assert.Equal(1, store.Reads);
        memory.Forget(remembering);

        Assert.Equal(first.Select(image => image.Sha256), (await remembering.ReadShardAsync(0, Token)).Select(image => image.Sha256));
        Assert.Equal(2, store.Reads);
    }

    [Fact]
    public async Task ReadShard_MoreQuestionsThanFit_DropsTheLeastRecentlyUsed()
    {
        using var folder = new TemporaryFolder();
        var (store, reader) = await OpenAsync(folder);
        var questions = (await reader.ReadShardAsync(0, Token)).Sum(image => image.Questions.Count);
        var remembering = reader.Remembering(new ShardMemory(questions));
        foreach (var shard in (int[])[0, 0, 1, 1, 0])
            await remembering.ReadShardAsync(shard, Token);

        Assert.Equal(1 + 3, store.Reads);
    }

    private static async Task<(CountingStore Store, DatasetReader Reader)> OpenAsync(TemporaryFolder folder)
    {
        var source = Path.Combine(folder.Path, "drawn");
        TestDataset.Write(source, 2);
        var store = new CountingStore(new DiskStore(Path.Combine(folder.Path, "store")));
        await DatasetImporter.ImportAsync(store, "drawn", source, new ImportOptions(), null, Token);
        await FineShards.CutAsync(store, "drawn", Token);
        store.Reads = 0;
        return (store, await DatasetReader.OpenAsync(store, "drawn", Token));
    }

    private sealed class CountingStore(IArtifactStore inner) : DelegatingArtifactStore(inner)
    {
        public int Reads { get; set; }

        public override Task<byte[]?> TryReadAsync(StorePath path, CancellationToken cancellationToken = default)
        {
            Reads += path.Name.EndsWith(".jsonl.gz", StringComparison.Ordinal) ? 1 : 0;
            return base.TryReadAsync(path, cancellationToken);
        }
    }
}
