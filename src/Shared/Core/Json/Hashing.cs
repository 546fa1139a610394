using System.Security.Cryptography;

namespace MuBench.Json;

/// <summary>Digests as they are written everywhere: lower-case hex.</summary>
public static class Hashing
{
    /// <summary>SHA-256, 64 lower-case hex digits.</summary>
    public static string Sha256(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(content, hash);
        return Convert.ToHexStringLower(hash);
    }
}
