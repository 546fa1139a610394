using System.Security.Cryptography;
using CsCheck;
using MuBench.Proofs;

namespace MuBench.Tests.Proofs;

public sealed class MerkleTreeTests
{
    // The leaves of Certificate Transparency's reference tree (github.com/google/certificate-transparency,
    // cpp/merkletree/merkle_tree_test.cc); below, its roots by number of leaves.
    private static readonly string[] ReferenceLeaves =
        ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    [Theory]
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4")]
    [InlineData(6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef")]
    [InlineData(7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void Root_OfTheReferenceTree_IsTheReferencesRoot(int leaves, string root)
    {
        var tree = new MerkleTree();
        foreach (var leaf in ReferenceLeaves.Take(leaves))
            tree.Add(Convert.FromHexString(leaf));

        Assert.Equal(root, Convert.ToHexStringLower(tree.Root()));
    }

    [Fact]
    public void Root_OfAnyLeaves_IsThatOfTheDefinition()
    {
        Gen.Byte.Array[0, 40].Array[0, 300].Sample(
            leaves =>
            {
                var tree = new MerkleTree();
                foreach (var leaf in leaves)
                    tree.Add(leaf);
                return tree.Count == leaves.Length && tree.Root().AsSpan().SequenceEqual(Definition(leaves));
            },
            iter: 200);
    }

    [Fact]
    public void Root_WithOneByteChanged_IsAnotherOne()
    {
        Gen.Select(Gen.Byte.Array[1, 20].Array[1, 60], Gen.Int[0, int.MaxValue], Gen.Byte[1, 255]).Sample(
            (leaves, place, flip) =>
            {
                var before = RootOf(leaves);
                var leaf = leaves[place % leaves.Length];
                leaf[place % leaf.Length] ^= flip;
                return !before.AsSpan().SequenceEqual(RootOf(leaves));
            },
            iter: 200);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1022)]
    [InlineData(1023)]
    [InlineData(1024)]
    [InlineData(100_000)]
    public void HashLeaf_OfAnyLength_IsTheHashOfZeroAndContent(int length)
    {
        var content = Enumerable.Range(0, length).Select(index => (byte)index).ToArray();

        Assert.Equal(SHA256.HashData([0x00, .. content]), MerkleTree.HashLeaf(content));
    }

    private static byte[] RootOf(IEnumerable<byte[]> leaves)
    {
        var tree = new MerkleTree();
        foreach (var leaf in leaves)
            tree.Add(leaf);
        return tree.Root();
    }

    // RFC 6962, section 2.1: split at the largest power of two that is smaller than the number of leaves.
    private static byte[] Definition(ReadOnlySpan<byte[]> leaves)
    {
        if (leaves.Length == 0)
            return SHA256.HashData([]);
        if (leaves.Length == 1)
            return SHA256.HashData([0x00, .. leaves[0]]);
        var split = 1;
        while (split * 2 < leaves.Length)
            split *= 2;
        return SHA256.HashData([0x01, .. Definition(leaves[..split]), .. Definition(leaves[split..])]);
    }
}
