using MuBench.Scoring.Statistics;

namespace MuBench.Scoring;

/// <summary>Accuracy with intervals over every slice.</summary>
public static class ScoreCalculator
{
    /// <summary>SciPy's default, which the authors use.</summary>
    internal const int Resamples = 9999;

    private const double Confidence = 0.95;

    /// <summary>
    /// Scores a model on all slices of the table. The same arguments give the same numbers; a slice's interval
    /// depends on no other slice.
    /// </summary>
    /// <param name="items">The questions.</param>
    /// <param name="outcomes">One outcome for each item, in the table's order.</param>
    /// <param name="protocol">The protocol of the outcomes.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    public static IReadOnlyList<SliceScore> Score(ItemTable items, ReadOnlySpan<Outcome> outcomes, string protocol, int seed)
    {
        ArgumentNullException.ThrowIfNull(items);
        OutcomeSets.Require(items, outcomes.Length);
        var scores = new List<SliceScore>(items.Slices.Count);
        foreach (var slice in items.Slices)
            scores.Add(Score(items, slice, outcomes, protocol, seed));
        return scores;
    }

    /// <summary>Scores one slice; for slices that the table does not have, such as caption templates, give its name.</summary>
    /// <inheritdoc cref="Score(ItemTable, ReadOnlySpan{Outcome}, string, int)"/>
    public static SliceScore Score(ItemTable items, ItemSlice slice, ReadOnlySpan<Outcome> outcomes, string protocol, int seed, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(slice);
        OutcomeSets.Require(items, outcomes.Length);
        name ??= slice.Slice;
        var tally = Tally(items, slice, outcomes);
        var total = slice.Items.Length;
        var score = new SliceScore
        {
            Task = slice.Task,
            Slice = name,
            Protocol = protocol,
            N = tally.Questions,
            Accuracy = tally.Estimate,
            Ci95 = null,
            HalfWidth = null,
            Lowest = total == 0 ? null : (double)tally.Sum / total,
            Highest = total == 0 ? null : (double)(tally.Sum + total - tally.Questions) / total,
        };
        if (tally.Questions == 0)
            return score;

        var random = Xoshiro256.For(seed, "score", slice.Task, name, protocol);
        var bootstrap = tally.Resample(Resamples, random);
        var interval = tally.Interval(bootstrap, Confidence, 0, 1);
        return score with { Ci95 = [interval.Low, interval.High], HalfWidth = HalfWidth(tally, bootstrap, random) };
    }

    /// <summary>The authors' number: questions resampled one by one as if independent, the interval's upper end less the mean.</summary>
    internal static double HalfWidth(ClusterTally tally, Bootstrap? byImage, Xoshiro256 random)
    {
        var correct = (int)tally.Sum;
        if (correct == 0 || correct == tally.Questions)
            return 0;
        var bootstrap = tally.OneQuestionEach
            ? byImage!
            : Bootstrap.Of([new ClusterType(1, 1, correct), new ClusterType(0, 1, tally.Questions - correct)], Resamples, random);
        return Math.Abs(bootstrap.Basic(Confidence).High - bootstrap.Estimate);
    }

    internal static ClusterTally Tally(ItemTable items, ItemSlice slice, ReadOnlySpan<Outcome> outcomes)
    {
        var tally = new ClusterTally();
        int image = -1, correct = 0, answered = 0;
        foreach (var item in slice.Items)
        {
            if (items.ImageOf(item) != image)
            {
                tally.Add(correct, answered);
                (image, correct, answered) = (items.ImageOf(item), 0, 0);
            }

            if (!outcomes[item].IsAnswered())
                continue;
            answered++;
            if (outcomes[item] == Outcome.Correct)
                correct++;
        }

        tally.Add(correct, answered);
        return tally;
    }
}
