namespace MuBench.Proofs;

/// <summary>A file of the store and its hash.</summary>
/// <param name="Path">Its path in the store.</param>
/// <param name="Sha256">SHA-256 of its bytes, lower-case hex.</param>
internal sealed record FileDigest(string Path, string Sha256);
