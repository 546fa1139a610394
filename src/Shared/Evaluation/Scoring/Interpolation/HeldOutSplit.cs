using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace MuBench.Scoring.Interpolation;

/// <summary>Divides images into two halves: one to choose α, one to report on.</summary>
internal static class HeldOutSplit
{
    /// <summary>An image.</summary>
    /// <param name="Row">Row of the dataset.</param>
    /// <param name="Sha256">Hash of the image: rows with the same image stay together.</param>
    /// <param name="Source">Source dataset.</param>
    /// <param name="Label">Its label; null if it has none.</param>
    public readonly record struct Image(int Row, string Sha256, string Source, string? Label);

    /// <summary>The rows of the choosing half; all others are the reporting half.</summary>
    /// <remarks>
    /// The images, ordered by source dataset, label and a seeded hash, are assigned to the halves in turn. The images
    /// of every source dataset, and of every label in it, are therefore divided evenly, up to one. The split does not
    /// depend on responses.
    /// </remarks>
    public static IReadOnlySet<int> Choose(IEnumerable<Image> images, int seed)
    {
        var groups = images
            .GroupBy(image => image.Sha256, StringComparer.Ordinal)
            .Select(rows => (First: rows.MinBy(row => row.Row), Rows: rows.Select(row => row.Row)))
            .OrderBy(group => group.First.Source, StringComparer.Ordinal)
            .ThenBy(group => group.First.Label, StringComparer.Ordinal)
            .ThenBy(group => Hash($"{seed}:half:{group.First.Sha256}"))
            .ThenBy(group => group.First.Row);
        var turn = (int)(Hash($"{seed}:first") & 1);
        return groups.Where((_, index) => index % 2 == turn).SelectMany(group => group.Rows).ToHashSet();
    }

    private static ulong Hash(string text)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }
}
