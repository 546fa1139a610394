namespace MuBench.Datasets.Release.Download;

/// <summary>What a server says of a file.</summary>
/// <param name="Length">Its length in bytes.</param>
/// <param name="ETag">The strong entity tag of what is sent, with its quotes; null where there is none.</param>
/// <param name="Identity">What tells one content from another across servers: the SHA-256 that the Hub names, else the entity tag; null where there is neither.</param>
/// <param name="HasRanges">Whether parts of it can be asked for.</param>
internal sealed record RemoteFile(long Length, string? ETag, string? Identity, bool HasRanges);
