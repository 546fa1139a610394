using System.Security.Cryptography;

namespace MuBench.Proofs;

/// <summary>
/// The Merkle tree of RFC 6962, section 2.1, over SHA-256: a leaf is hashed with the prefix 0x00, a node with the
/// prefix 0x01.
/// </summary>
/// <remarks>Leaves are added one by one; memory holds one hash per level. The root without leaves is the hash of the empty string.</remarks>
internal sealed class MerkleTree
{
    /// <summary>Length of a hash in bytes.</summary>
    public const int HashLength = 32;

    private const int MaxOnStack = 1024;

    // The roots of the complete subtrees so far, largest first: one for each bit that is set in the count.
    private readonly List<byte[]> _complete = [];

    /// <summary>Number of leaves.</summary>
    public long Count { get; private set; }

    /// <summary>The hash of a leaf with this content.</summary>
    public static byte[] HashLeaf(ReadOnlySpan<byte> content)
    {
        if (content.Length < MaxOnStack)
        {
            Span<byte> prefixed = stackalloc byte[MaxOnStack];
            prefixed[0] = 0x00;
            content.CopyTo(prefixed[1..]);
            return SHA256.HashData(prefixed[..(1 + content.Length)]);
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([0x00]);
        hash.AppendData(content);
        return hash.GetHashAndReset();
    }

    /// <summary>Adds a leaf with this content and returns its hash.</summary>
    public byte[] Add(ReadOnlySpan<byte> content)
    {
        var leaf = HashLeaf(content);
        AddHash(leaf);
        return leaf;
    }

    /// <summary>Adds a leaf by its hash.</summary>
    public void AddHash(byte[] leaf)
    {
        ArgumentNullException.ThrowIfNull(leaf);
        var node = leaf;
        for (var size = Count; (size & 1) == 1; size >>= 1)
        {
            node = HashNode(_complete[^1], node);
            _complete.RemoveAt(_complete.Count - 1);
        }

        _complete.Add(node);
        Count++;
    }

    /// <summary>The root over all leaves so far.</summary>
    public byte[] Root()
    {
        if (_complete.Count == 0)
            return SHA256.HashData([]);
        var root = _complete[^1];
        for (var index = _complete.Count - 2; index >= 0; index--)
            root = HashNode(_complete[index], root);
        return root;
    }

    private static byte[] HashNode(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> content = stackalloc byte[1 + (2 * HashLength)];
        content[0] = 0x01;
        left.CopyTo(content[1..]);
        right.CopyTo(content[(1 + HashLength)..]);
        return SHA256.HashData(content);
    }
}
