using MuBench.Storage;
using MuBench.Storage.Disk;
using MuBench.Tests.Storage;

namespace MuBench.Tests.Throttling;

public sealed class DiskSharedThrottleTests : SharedThrottleContract, IDisposable
{
    private readonly StorageTestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override Task<IArtifactStore> OpenAsync() => Task.FromResult<IArtifactStore>(new DiskStore(_folder.Path));
}
