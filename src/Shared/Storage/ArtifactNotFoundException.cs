namespace MuBench.Storage;

/// <summary>Nothing is stored at a path that was expected to exist.</summary>
public sealed class ArtifactNotFoundException(StorePath path, string store)
    : StoreException($"'{path}' is not in the store {store}.")
{
    /// <summary>The requested path.</summary>
    public StorePath Path { get; } = path;
}
