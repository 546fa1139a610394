using MuBench.Storage;
using MuBench.Storage.Disk;

namespace MuBench.Tests.Storage.Disk;

public sealed class HardLinkTests : IDisposable
{
    private readonly StorageTestFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static StorePath Pack => StorePath.Parse("datasets/d/packs/x.arrow");

    [Fact]
    public async Task TryLinkAsync_FileOfTheSameDisk_IsThereUnderBothNames()
    {
        var store = new DiskStore(_folder.Path);
        var file = Path.Combine(_folder.Path, "x.arrow");
        await File.WriteAllTextAsync(file, "content", Token);
        await store.WriteAsync(Pack, "what was there"u8.ToArray(), Token);
        for (var i = 0; i < 2; i++) // the second time, both names are already the same file
        {
            Assert.True(await store.TryLinkAsync(Pack, file, Token));
            Assert.Equal("content"u8.ToArray(), await store.TryReadAsync(Pack, Token));
            Assert.Equal("content", await File.ReadAllTextAsync(file, Token));
            Assert.Equal(["x.arrow"], Directory.EnumerateFiles(Path.Combine(_folder.Path, "datasets/d/packs")).Select(Path.GetFileName));
        }

        File.Delete(file);
        Assert.Equal("content"u8.ToArray(), await store.TryReadAsync(Pack, Token));
    }

    [Fact]
    public async Task TryLinkAsync_FileOfAnotherDisk_IsLeftToBeCopied()
    {
        Assert.SkipUnless(Directory.Exists("/dev/shm"), "There is no second disk.");
        var file = Path.Combine(_folder.Path.StartsWith("/dev/shm", StringComparison.Ordinal) ? AppContext.BaseDirectory : "/dev/shm", Path.GetRandomFileName());
        await File.WriteAllTextAsync(file, "content", Token);
        try
        {
            Assert.False(await new DiskStore(_folder.Path).TryLinkAsync(Pack, file, Token));
            Assert.Empty(Directory.EnumerateFiles(Path.Combine(_folder.Path, "datasets/d/packs")));
        }
        finally
        {
            File.Delete(file);
        }
    }

    public void Dispose() => _folder.Dispose();
}
