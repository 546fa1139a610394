using MuBench.Weights.Elements;

namespace MuBench.Weights.Mixing;

/// <summary>Compares parts in bounded memory.</summary>
internal static class PartComparer
{
    private const int ChunkBytes = 256 * 1024;

    /// <summary>
    /// Finds the first element whose stored bits differ between two models; null if there is none. Types and shapes must be
    /// equal.
    /// </summary>
    public static long? FirstDifference(PartMix mix, int model)
    {
        var size = ElementTypes.SizeOf(mix.First.Type);
        var chunk = Math.Max(ChunkBytes / size / mix.Granularity, 1) * mix.Granularity;
        var first = new byte[chunk * size];
        var other = new byte[chunk * size];
        for (var element = 0L; element < mix.First.Elements; element += chunk)
        {
            var count = (int)Math.Min(chunk, mix.First.Elements - element);
            mix.Read(0, element, count, first);
            mix.Read(model, element, count, other);
            var same = first.AsSpan(0, count * size).CommonPrefixLength(other.AsSpan(0, count * size));
            if (same < count * size)
                return element + same / size;
        }

        return null;
    }
}
