using MuBench.Storage;
using MuBench.Storage.Disk;
using MuBench.TestUtils;

namespace MuBench.Tests.Storage;

public sealed class ModelFolderHashTests
{
    [Fact]
    public async Task OfAsync_ReferenceValuesBesideTheModel_DoNotChangeIt()
    {
        using var folder = new TemporaryFolder();
        var store = new DiskStore(folder.Path);
        var model = StorePath.Parse("models/plip");
        await store.WriteAsync(model / "config.json", "{}"u8.ToArray(), TestContext.Current.CancellationToken);
        await store.WriteAsync(model / "onnx/reference.json", "1"u8.ToArray(), TestContext.Current.CancellationToken);
        var before = await HashAsync();
        await store.WriteAsync(model / "reference.json", "{}"u8.ToArray(), TestContext.Current.CancellationToken);
        Assert.Equal(before, await HashAsync());
        await store.WriteAsync(model / "onnx/reference.json", "2"u8.ToArray(), TestContext.Current.CancellationToken);
        Assert.NotEqual(before, await HashAsync());

        Task<string> HashAsync() => ModelFolderHash.OfAsync(store, model, TestContext.Current.CancellationToken);
    }
}
