namespace MuBench.Storage;

/// <summary>One stored file or blob.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="LastModified">When it was last written.</param>
public sealed record StoreEntry(StorePath Path, long Length, DateTimeOffset LastModified);
