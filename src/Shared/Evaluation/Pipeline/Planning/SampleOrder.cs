using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using MuBench.Statistics.Sequential;

namespace MuBench.Pipeline.Planning;

/// <summary>The seeded random order of a sampled run: stratified by source dataset, in waves.</summary>
internal static class SampleOrder
{
    /// <summary>Name of the stratum of small groups.</summary>
    public const string Others = "others";

    /// <summary>An item of the population.</summary>
    /// <param name="Row">Row of the dataset.</param>
    /// <param name="Source">Source dataset.</param>
    /// <param name="Size">Number of its questions of the sampled task, at least 1.</param>
    public readonly record struct Candidate(int Row, string Source, int Size);

    /// <summary>The strata with their items in the order in which they are asked. The same seed gives the same order.</summary>
    /// <remarks>The order within a stratum is that of a seeded hash of the row, so that it depends neither on the runtime nor on other rows.</remarks>
    public static IReadOnlyList<PlannedStratum> Strata(IReadOnlyCollection<Candidate> candidates, int seed)
    {
        var min = Waves.MinStratum(candidates.Count);
        var groups = candidates
            .GroupBy(candidate => (candidate.Source, candidate.Size))
            .OrderBy(group => group.Key.Source, StringComparer.Ordinal).ThenBy(group => group.Key.Size)
            .ToList();
        List<Candidate> small = [.. groups.Where(group => group.Count() < min).SelectMany(group => group)];
        IEnumerable<PlannedStratum> strata = groups.Where(group => group.Count() >= min).Select(group => Stratum(group.Key.Source, group, seed));
        return small.Count == 0 ? [.. strata] : [.. strata, Stratum(Others, small, seed)];
    }

    private static PlannedStratum Stratum(string name, IEnumerable<Candidate> candidates, int seed)
    {
        List<Candidate> ordered = [.. candidates.OrderBy(candidate => Hash(candidate.Row, seed)).ThenBy(candidate => candidate.Row)];
        var max = ordered.Max(candidate => candidate.Size);
        return new PlannedStratum(
            name, max, [.. ordered.Select(candidate => candidate.Row)], ordered.TrueForAll(candidate => candidate.Size == max) ? null : [.. ordered.Select(candidate => candidate.Size)]);
    }

    // The purpose is hashed too: a run's 'limit' draws images by a hash of seed and row.
    private static ulong Hash(int row, int seed)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes($"until:{seed}:{row}"), hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }
}
