namespace MuBench.Throttling.Fleet;

/// <summary>Divides an amount fairly (max-min): no member gets more than it wants, and what is left is divided equally.</summary>
internal static class FairShare
{
    /// <summary>The part of one claimant.</summary>
    /// <param name="total">The amount.</param>
    /// <param name="wants">What each claimant wants; infinite for all it can get.</param>
    /// <param name="index">The claimant.</param>
    public static double Of(double total, IReadOnlyList<double> wants, int index) => Math.Min(wants[index], LevelOf(total, wants));

    /// <summary>The part of one claimant in whole units. Units that cannot be divided go to the first claimants that want more.</summary>
    public static int WholeOf(int total, IReadOnlyList<double> wants, int index)
    {
        var level = LevelOf(total, wants);
        var left = total - wants.Sum(want => (int)Math.Min(want, level));
        for (var at = 0; at < index; at++)
            left -= wants[at] > (int)level ? 1 : 0;
        return (int)Math.Min(wants[index], level) + (left > 0 && wants[index] > (int)level ? 1 : 0);
    }

    /// <summary>The largest part that anybody gets.</summary>
    private static double LevelOf(double total, IReadOnlyList<double> wants)
    {
        var (left, claimants) = (total, wants.Count);
        foreach (var want in wants.Order())
        {
            if (want > left / claimants)
                return left / claimants;
            left -= want;
            claimants--;
        }

        return total;
    }
}
