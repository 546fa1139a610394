using MuBench.Storage;
using MuBench.Storage.Disk;

namespace MuBench.Tests.Storage.Disk;

public sealed class DiskSharedDocumentTests : SharedDocumentContract, IDisposable
{
    private readonly StorageTestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override Task<IArtifactStore> OpenAsync() => Task.FromResult<IArtifactStore>(new DiskStore(_folder.Path));
}
