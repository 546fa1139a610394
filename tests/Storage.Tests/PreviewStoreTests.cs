using System.Text;
using MuBench.Storage;
using MuBench.Storage.Disk;
using MuBench.TestUtils;

namespace MuBench.Tests.Storage;

public sealed class PreviewStoreTests : IDisposable
{
    private static readonly StorePath Old = StorePath.Parse("a/old.txt");
    private static readonly StorePath New = StorePath.Parse("a/new.txt");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_InAPreview_IsReadThereAndNotBelow()
    {
        var below = new DiskStore(_folder.Path);
        await below.WriteAsync(Old, "old"u8.ToArray(), Token);
        var preview = new PreviewStore(below, TimeProvider.System);

        await preview.WriteAsync(New, "new"u8.ToArray(), Token);
        await preview.WriteAsync(Old, (stream, token) => stream.WriteAsync("changed"u8.ToArray(), token).AsTask(), Token);

        Assert.Equal("new", Encoding.UTF8.GetString((await preview.TryReadAsync(New, Token))!));
        Assert.Equal(7, (await preview.TryStatAsync(Old, Token))!.Length);
        var range = new byte[3];
        await preview.ReadRangeAsync(Old, 4, range, Token);
        Assert.Equal("ged", Encoding.UTF8.GetString(range));
        await Assert.ThrowsAsync<StoreException>(() => preview.ReadRangeAsync(New, 1, range, Token));
        Assert.Null(await below.TryReadAsync(New, Token));
        Assert.Equal("old", Encoding.UTF8.GetString((await below.TryReadAsync(Old, Token))!));
    }

    [Fact]
    public async Task Change_OfWhatOthersSee_IsRefused()
    {
        var preview = new PreviewStore(new DiskStore(_folder.Path), TimeProvider.System);

        await Assert.ThrowsAsync<NotSupportedException>(() => preview.AppendAsync(New, "line\n"u8.ToArray(), Token));
        await Assert.ThrowsAsync<NotSupportedException>(() => preview.TryReplaceAsync(New, default, null, Token));
        await Assert.ThrowsAsync<NotSupportedException>(() => preview.DeleteAsync(New, Token));
    }
}
