using MuBench.Storage;
using MuBench.Storage.Disk;

namespace MuBench.Tests.Storage.Disk;

public sealed class DiskStoreTests : ArtifactStoreContract, IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("mubench-test-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    protected override Task<IArtifactStore> OpenAsync() => Task.FromResult<IArtifactStore>(new DiskStore(_root));

    protected override Task AppendRawAsync(StorePath path, byte[] bytes) =>
        File.AppendAllBytesAsync(Path.Join(_root, path.Value), bytes, TestContext.Current.CancellationToken);
}
