using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using MuBench.Responses;
using MuBench.Storage;
using MuBench.Storage.Blob;

namespace MuBench.Tests.Storage;

public sealed class BlobFaultTests(AzuriteServer azurite) : IDisposable
{
    private const string WrongKey = "bm90LXRoZS1yZWFsLWtleQ==";

    private readonly string _container = "test-" + Path.GetRandomFileName().Replace('.', '-');
    private readonly StorageTestFolder _cache = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _cache.Dispose();

    [Fact]
    public async Task AnyCall_NothingListens_SaysWhichStoreCannotBeReached()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var endpoint = $"http://{listener.LocalEndpoint}/acc";
        listener.Stop();
        var store = BlobStoreFactory.OpenConnectionString(
            $"AccountName=acc;AccountKey={WrongKey};BlobEndpoint={endpoint}", _container, _cache.Path, BlobStoreFactory.Options(retries: 1));
        var path = StorePath.Parse("responses/a.jsonl");
        var start = Stopwatch.GetTimestamp();

        foreach (var call in new Func<Task>[]
        {
            () => store.TryReadAsync(path, Token),
            () => store.TryStatAsync(path, Token),
            () => store.AppendAsync(path, "x\n"u8.ToArray(), Token),
            () => store.WriteAsync(path, (stream, token) => stream.WriteAsync(new byte[9_000_000], token).AsTask(), Token),
            () => store.ListAsync(StorePath.Root, Token).ToListAsync(Token).AsTask(),
            () => store.GetLocalFolderAsync(path, Token),
        })
        {
            var fault = await Assert.ThrowsAsync<StoreException>(call);
            Assert.Contains(store.Description, fault.Message, StringComparison.Ordinal);
            Assert.Contains("cannot be reached", fault.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', fault.Message);
            Assert.DoesNotContain(WrongKey, fault.ToString(), StringComparison.Ordinal);
        }

        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 15);
    }

    [Fact]
    public async Task AnyCall_WrongKey_SaysAccessIsDeniedAndNotTheKey()
    {
        var connection = (await azurite.GetConnectionStringAsync()).Split(';')
            .Select(part => part.StartsWith("AccountKey=", StringComparison.Ordinal) ? "AccountKey=" + WrongKey : part);
        var store = BlobStoreFactory.OpenConnectionString(string.Join(';', connection), _container, _cache.Path);
        var fault = await Assert.ThrowsAsync<StoreException>(() => store.WriteAsync(StorePath.Parse("a"), "x"u8.ToArray(), Token));
        Assert.Contains("access is denied", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(WrongKey, fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AppendAsync_LogCopiedAsBlockBlob_SaysHowToCopyIt()
    {
        var store = await OpenAsync();
        var path = StorePath.Parse("responses/a.jsonl");
        await store.WriteAsync(path, "x\n"u8.ToArray(), Token);
        var fault = await Assert.ThrowsAsync<StoreException>(() => store.AppendAsync(path, "y\n"u8.ToArray(), Token));
        Assert.Contains("AppendBlob", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetLocalFolderAsync_BlobDamaged_IsRefusedAndNotKept()
    {
        var store = await OpenAsync();
        var blob = new BlockBlobClient(await azurite.GetConnectionStringAsync(), _container, "models/clip/model.onnx");
        await store.WriteAsync(StorePath.Parse("models/clip/config.json"), "{}"u8.ToArray(), Token);
        await blob.UploadAsync(BinaryData.FromString("weights").ToStream(), new BlobUploadOptions(), Token);
        await blob.SetHttpHeadersAsync(new BlobHttpHeaders { ContentHash = new byte[16] }, cancellationToken: Token);

        var fault = await Assert.ThrowsAsync<StoreException>(() => store.GetLocalFolderAsync(StorePath.Parse("models/clip"), Token));
        Assert.Contains("models/clip/model.onnx", fault.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_cache.Path));
    }

    [Fact]
    public async Task GetLocalFolderAsync_SecondCall_DownloadsNothing()
    {
        var store = await OpenAsync();
        var folder = StorePath.Parse("models/clip");
        await store.WriteAsync(folder / "config.json", "{}"u8.ToArray(), Token);
        var local = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => store.GetLocalFolderAsync(folder, Token)));
        var written = File.GetLastWriteTimeUtc(Path.Join(local[0], "config.json"));
        Assert.Single(local.Distinct());
        Assert.Equal(local[0], await (await OpenAsync()).GetLocalFolderAsync(folder, Token));
        Assert.Equal(written, File.GetLastWriteTimeUtc(Path.Join(local[0], "config.json")));
        Assert.Single(Directory.EnumerateFileSystemEntries(_cache.Path));
    }

    [Fact]
    public async Task WriteAsync_LargeStream_KeepsADigestOfIt()
    {
        var store = await OpenAsync();
        var path = StorePath.Parse("models/clip/model.onnx");
        await store.WriteAsync(path, (stream, token) => stream.WriteAsync(new byte[9_000_000], token).AsTask(), Token);
        BlobProperties found = await new BlobClient(await azurite.GetConnectionStringAsync(), _container, path.Value)
            .GetPropertiesAsync(cancellationToken: Token);
        Assert.Equal("1dfe5e6e4defff78eb0b5217313a6940", Convert.ToHexStringLower(found.ContentHash)); // md5sum of nine million zeros
    }

    [Fact]
    public async Task ResponseLog_OnBlobs_HoldsEveryAnswer()
    {
        var store = await OpenAsync();
        var path = StoreLayout.ResponseLog("0123456789abcdef", "ubench", "abc", 3);
        await using var one = new ResponseLogWriter(store, path);
        await using var two = new ResponseLogWriter(await OpenAsync(), path);
        await Task.WhenAll(Enumerable.Range(0, 400).Select(row => (row % 2 == 0 ? one : two).AppendAsync(
            new ResponseRecord { Key = $"{row}", Row = row, Question = "stain", Text = "B" }, Token)));
        var log = await ResponseLogReader.ReadAsync(store, path, Token);
        Assert.Equal(0, log.BrokenLines);
        Assert.Equal(Enumerable.Range(0, 400), log.Records.Values.Select(record => record.Row).Order());
    }

    private async Task<BlobStore> OpenAsync() =>
        BlobStoreFactory.OpenConnectionString(await azurite.GetConnectionStringAsync(), _container, _cache.Path);
}
