using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace MuBench.Pipeline.Planning;

/// <summary>A seeded sample of images that represents every stratum in proportion to its size.</summary>
internal static class StratifiedSample
{
    /// <summary>An image that may be drawn.</summary>
    /// <param name="Row">Row of the dataset.</param>
    /// <param name="Stratum">Source dataset and label.</param>
    public readonly record struct Candidate(int Row, string Stratum);

    /// <summary>Draws <paramref name="size"/> rows, or all if there are no more. The same seed draws the same rows.</summary>
    /// <remarks>
    /// Strata get their numbers of rows in proportion to their size, by the largest-remainder method. Within a stratum
    /// the rows with the smallest seeded hash are drawn, so that a larger sample contains most of a smaller one.
    /// </remarks>
    public static IReadOnlySet<int> Draw(IReadOnlyCollection<Candidate> candidates, int size, int seed)
    {
        if (candidates.Count <= size)
            return candidates.Select(candidate => candidate.Row).ToHashSet();
        var strata = candidates
            .GroupBy(candidate => candidate.Stratum, StringComparer.Ordinal)
            .OrderBy(stratum => stratum.Key, StringComparer.Ordinal)
            .Select(stratum => stratum.Select(candidate => candidate.Row).ToList())
            .ToList();
        var seats = Seats([.. strata.Select(stratum => stratum.Count)], size);
        return strata.SelectMany((rows, index) => rows.OrderBy(row => Hash(row, seed)).ThenBy(row => row).Take(seats[index])).ToHashSet();
    }

    private static int[] Seats(int[] sizes, int size)
    {
        var total = sizes.Sum(count => (long)count);
        var seats = sizes.Select(count => (int)((long)count * size / total)).ToArray();
        var remainders = Enumerable.Range(0, sizes.Length).OrderByDescending(index => (long)sizes[index] * size % total).ThenBy(index => index);
        foreach (var index in remainders.Take(size - seats.Sum()))
            seats[index]++;
        return seats;
    }

    private static ulong Hash(int row, int seed)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}:{row}"), hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }
}
