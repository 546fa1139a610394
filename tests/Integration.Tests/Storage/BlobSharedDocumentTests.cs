using MuBench.Storage;
using MuBench.Storage.Blob;

namespace MuBench.Tests.Storage;

public sealed class BlobSharedDocumentTests(AzuriteServer azurite) : SharedDocumentContract, IDisposable
{
    private readonly string _container = "test-" + Path.GetRandomFileName().Replace('.', '-');
    private readonly string _cache = Directory.CreateTempSubdirectory("mubench-test-").FullName;

    public void Dispose() => Directory.Delete(_cache, recursive: true);

    protected override async Task<IArtifactStore> OpenAsync() =>
        BlobStoreFactory.OpenConnectionString(await azurite.GetConnectionStringAsync(), _container, _cache);
}
