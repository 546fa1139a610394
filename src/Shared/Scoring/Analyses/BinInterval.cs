using MuBench.Scoring.Statistics;

namespace MuBench.Scoring.Analyses;

/// <summary>Accuracy of the questions of one bin with its interval, as <see cref="ScoreCalculator"/> makes it for a slice.</summary>
internal readonly record struct BinInterval(int N, double? Accuracy, IReadOnlyList<double>? Ci95)
{
    // As for paired comparisons: the ends are then known to 3% of the half-width, and there are many bins.
    private const int Resamples = 1999;

    /// <param name="items">The run's questions.</param>
    /// <param name="task">The task that the bin is of.</param>
    /// <param name="name">The bin's name, which with the seed decides its draws.</param>
    /// <param name="members">The bin's items, ascending.</param>
    /// <param name="outcomes">One outcome for each item of the run.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    public static BinInterval Of(ItemTable items, string task, string name, int[] members, Outcome[] outcomes, int seed)
    {
        var tally = ScoreCalculator.Tally(items, new ItemSlice(task, name, members), outcomes);
        if (tally.Questions == 0)
            return new BinInterval(0, null, null);
        var interval = tally.Interval(tally.Resample(Resamples, Xoshiro256.For(seed, "bin", task, name)), 0.95, 0, 1);
        return new BinInterval(tally.Questions, tally.Estimate, [interval.Low, interval.High]);
    }
}
