using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace MuBench.Hub;

/// <summary>The hash of a file's content.</summary>
/// <param name="Kind">What is hashed, and how.</param>
/// <param name="Hex">The hash, lower-case hex.</param>
public sealed record HubHash(HubHashKind Kind, string Hex)
{
    private const int BufferLength = 1 << 20;

    /// <summary>The kind in words.</summary>
    public string Name => Kind == HubHashKind.Sha256 ? "SHA-256" : "Git hash (SHA-1)";

    /// <summary>Makes a hash of a hexadecimal text; null if it has another length or other characters.</summary>
    public static HubHash? TryParse(HubHashKind kind, string? hex) =>
        hex?.Length == LengthOf(kind) && hex.All(char.IsAsciiHexDigit) ? new HubHash(kind, hex.ToLowerInvariant()) : null;

    /// <summary>Whether a name of a content is a hash of this kind with another value. Other names say nothing.</summary>
    public bool IsContradictedBy(string? name) => TryParse(Kind, name) is { } other && other != this;

    /// <summary>Hashes a content in this kind.</summary>
    /// <param name="content">The content, read to its end.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    [SuppressMessage("Security", "CA5350", Justification = "Git names its blobs by SHA-1; the Hub gives no other hash of small files.")]
    public async Task<string> ComputeAsync(Stream content, long length, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(Kind == HubHashKind.Sha256 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1);
        if (Kind == HubHashKind.GitBlob)
            hash.AppendData(Encoding.ASCII.GetBytes($"blob {length}\0"));
        var buffer = new byte[BufferLength];
        while (await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var read)
            hash.AppendData(buffer, 0, read);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static int LengthOf(HubHashKind kind) => kind == HubHashKind.Sha256 ? SHA256.HashSizeInBytes * 2 : SHA1.HashSizeInBytes * 2;
}
