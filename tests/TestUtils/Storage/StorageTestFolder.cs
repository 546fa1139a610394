namespace MuBench.Tests.Storage;

/// <summary>A temporary folder of one test, deleted with its content at the end.</summary>
public sealed class StorageTestFolder : IDisposable
{
    /// <summary>Full path of the folder.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("mubench-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
