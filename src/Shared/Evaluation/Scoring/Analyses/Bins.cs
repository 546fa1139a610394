namespace MuBench.Scoring.Analyses;

/// <summary>Puts values into bins. Every bin includes its upper edge and excludes its lower one; the first also includes 0.</summary>
internal static class Bins
{
    /// <summary>The index of a value's bin, for values from 0 to 1 and bins of equal width, from 0.</summary>
    public static int EqualWidth(double value, int bins)
    {
        // Edges are computed as m / bins and compared with the value itself: a product could be rounded across an edge.
        var bin = Math.Clamp((int)Math.Ceiling(value * bins) - 1, 0, bins - 1);
        while (bin > 0 && value <= (double)bin / bins)
            bin--;
        while (bin < bins - 1 && value > (double)(bin + 1) / bins)
            bin++;
        return bin;
    }

    /// <summary>
    /// Upper edges of bins with equally many values: the m-th is the value at rank ceil(m x n / bins). Equal values
    /// share a bin, so there may be fewer bins. The order of the values does not matter.
    /// </summary>
    public static T[] EqualMassEdges<T>(IEnumerable<T> values, int bins)
    {
        T[] sorted = [.. values.Order()];
        return sorted.Length == 0
            ? []
            : [.. Enumerable.Range(1, bins).Select(bin => sorted[Math.Max(0, (int)((((long)bin * sorted.Length) + bins - 1) / bins) - 1)]).Distinct()];
    }

    /// <summary>The index of a value's bin: the first whose upper edge is not below the value.</summary>
    public static int Of<T>(T value, T[] edges)
    {
        var found = Array.BinarySearch(edges, value);
        return found >= 0 ? found : ~found;
    }
}
