namespace MuBench.Tests.Storage;

/// <summary>A folder of one test, deleted with all in it at its end.</summary>
public sealed class StorageTestFolder : IDisposable
{
    /// <summary>Where it is.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("mubench-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
