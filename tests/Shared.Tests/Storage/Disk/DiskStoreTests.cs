using MuBench.Storage;
using MuBench.Storage.Disk;

namespace MuBench.Tests.Storage.Disk;

public sealed class DiskStoreTests
{
    [Fact]
    public async Task AppendAsync_TornLastLine_IsEndedFirst()
    {
        var root = Directory.CreateTempSubdirectory("mubench-test-").FullName;
        var store = new DiskStore(root);
        var path = StorePath.Parse("responses/a/00000.jsonl");
        await store.AppendAsync(path, "one\n"u8.ToArray(), TestContext.Current.CancellationToken);
        await File.AppendAllTextAsync(Path.Join(root, path.Value), "tor", TestContext.Current.CancellationToken);
        await store.AppendAsync(path, "two\n"u8.ToArray(), TestContext.Current.CancellationToken);
        Assert.Equal("one\ntor\ntwo\n"u8.ToArray(), await store.TryReadAsync(path, TestContext.Current.CancellationToken));
        Directory.Delete(root, true);
    }
}
