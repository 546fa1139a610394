namespace MuBench.Statistics;

/// <summary>Holm's step-down correction (1979, "A simple sequentially rejective multiple test procedure").</summary>
public static class Holm
{
    /// <summary>
    /// Returns the adjusted p-values in the given order. A null stands for a test that was not made; it stays null and does not
    /// count.
    /// </summary>
    public static double?[] Adjust(IReadOnlyList<double?> values)
    {
        var adjusted = new double?[values.Count];
        var order = Enumerable.Range(0, values.Count).Where(index => values[index] is not null).OrderBy(index => values[index]).ToArray();
        var highest = 0.0;
        for (var rank = 0; rank < order.Length; rank++)
        {
            highest = Math.Max(highest, Math.Min(1, (order.Length - rank) * values[order[rank]]!.Value));
            adjusted[order[rank]] = highest;
        }

        return adjusted;
    }
}
