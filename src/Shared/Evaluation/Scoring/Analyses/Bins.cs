namespace MuBench.Scoring.Analyses;

/// <summary>How values are put into bins. Every bin holds its upper edge and not its lower one; the first holds 0 too.</summary>
internal static class Bins
{
    /// <summary>The bin of a value between 0 and 1 among bins of equal width, from 0.</summary>
    public static int EqualWidth(double value, int bins)
    {
        // Edges as m / bins, compared with the value itself: a product could round across an edge.
        var bin = Math.Clamp((int)Math.Ceiling(value * bins) - 1, 0, bins - 1);
        while (bin > 0 && value <= (double)bin / bins)
            bin--;
        while (bin < bins - 1 && value > (double)(bin + 1) / bins)
            bin++;
        return bin;
    }

    /// <summary>
    /// Upper edges of bins with equally many values: the m-th is the value at rank ceil(m x n / bins). Equal values share a
    /// bin, so that there may be fewer bins, and their order does not matter.
    /// </summary>
    public static T[] EqualMassEdges<T>(IEnumerable<T> values, int bins)
    {
        T[] sorted = [.. values.Order()];
        return sorted.Length == 0
            ? []
            : [.. Enumerable.Range(1, bins).Select(bin => sorted[Math.Max(0, (int)((((long)bin * sorted.Length) + bins - 1) / bins) - 1)]).Distinct()];
    }

    /// <summary>The bin of a value: the first whose upper edge it does not exceed.</summary>
    public static int Of<T>(T value, T[] edges)
    {
        var found = Array.BinarySearch(edges, value);
        return found >= 0 ? found : ~found;
    }
}
