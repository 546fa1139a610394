using Azure.Storage.Blobs.Specialized;
using MuBench.Storage;
using MuBench.Storage.Blob;

namespace MuBench.Tests.Storage;

public sealed class BlobStoreTests(AzuriteServer azurite) : ArtifactStoreContract, IDisposable
{
    private readonly string _container = "test-" + Path.GetRandomFileName().Replace('.', '-');
    private readonly string _cache = Directory.CreateTempSubdirectory("mubench-test-").FullName;

    public void Dispose() => Directory.Delete(_cache, recursive: true);

    protected override async Task<IArtifactStore> OpenAsync() =>
        BlobStoreFactory.OpenConnectionString(await azurite.GetConnectionStringAsync(), _container, _cache);

    protected override async Task AppendRawAsync(StorePath path, byte[] bytes)
    {
        var blob = new AppendBlobClient(await azurite.GetConnectionStringAsync(), _container, path.Value);
        await blob.AppendBlockAsync(BinaryData.FromBytes(bytes).ToStream(), cancellationToken: TestContext.Current.CancellationToken);
    }
}
