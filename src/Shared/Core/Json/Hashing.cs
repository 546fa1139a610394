using System.Security.Cryptography;

namespace MuBench.Json;

/// <summary>Computes digests in the one form that MuBench writes: lower-case hex.</summary>
public static class Hashing
{
    /// <summary>Computes the SHA-256 of a content, as 64 lower-case hex digits.</summary>
    public static string Sha256(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(content, hash);
        return Convert.ToHexStringLower(hash);
    }
}
