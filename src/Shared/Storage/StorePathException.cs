namespace MuBench.Storage;

/// <summary>A name would leave the store, or is not valid as a file name.</summary>
internal sealed class StorePathException(string path, string fault)
    : StoreException($"The path '{path}' {fault}.")
{
    /// <summary>The path as it was given.</summary>
    public string Path { get; } = path;
}
