namespace MuBench.Hub;

/// <summary>A server's description of a file.</summary>
/// <param name="Length">Its length in bytes.</param>
/// <param name="ETag">The strong entity tag, with its quotes; null if there is none.</param>
/// <param name="Identity">
/// Identifies the content across servers: the SHA-256 that the Hub names, else the entity tag; null if there is
/// neither.
/// </param>
/// <param name="HasRanges">Whether the server supports ranges.</param>
internal sealed record RemoteFile(long Length, string? ETag, string? Identity, bool HasRanges);
