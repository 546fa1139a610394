using MuBench.Reports;
using MuBench.Scoring.Statistics;

namespace MuBench.Scoring;

/// <summary>Two models on the same questions, slice by slice.</summary>
public static class PairedComparison
{
    /// <summary>Difference within which two models count as equivalent, unless told otherwise.</summary>
    public const double DefaultMargin = 0.02;

    // Its ends are then known to 3% of its half-width, in a fifth of the time that the scores' number would take.
    private const int Resamples = 1999;

    private const double Significance = 0.05;

    /// <summary>Compares every two models, in their order, on all cores.</summary>
    /// <inheritdoc cref="Compare(ItemTable, ModelOutcomes, ModelOutcomes, int, double)"/>
    public static IReadOnlyList<ReportComparison> CompareAll(
        ItemTable items, IReadOnlyList<ModelOutcomes> models, int seed, double margin = DefaultMargin, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(models);
        var pairs = models.SelectMany((a, index) => models.Skip(index + 1).Select(b => (A: a, B: b))).ToArray();
        var compared = new IReadOnlyList<ReportComparison>[pairs.Length];
        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, pairs.Length, options, index => compared[index] = Compare(items, pairs[index].A, pairs[index].B, seed, margin));
        return [.. compared.SelectMany(comparisons => comparisons)];
    }

    /// <summary>Compares two models on all slices of the table that are compared, over the questions that both have an answer for.</summary>
    /// <param name="items">The questions.</param>
    /// <param name="a">The first model.</param>
    /// <param name="b">The second model.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    /// <param name="margin">Difference, 0 to 1, within which they count as equivalent.</param>
    public static IReadOnlyList<ReportComparison> Compare(ItemTable items, ModelOutcomes a, ModelOutcomes b, int seed, double margin = DefaultMargin)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        OutcomeSets.Require(items, a.Outcomes.Length);
        OutcomeSets.Require(items, b.Outcomes.Length);

        // A model that draws no boxes has no place in a comparison of boxes.
        var tallied = items.Slices.Where(slice => slice.IsCompared).Select(slice => (Slice: slice, Pair: PairedTally.Of(items, slice, a, b)))
            .Where(entry => !entry.Slice.IsGraded || entry.Pair.Images.Questions > 0).ToArray();
        var (slices, pairs) = (Array.ConvertAll(tallied, entry => entry.Slice), Array.ConvertAll(tallied, entry => entry.Pair));
        var p = Array.ConvertAll(pairs, pair => pair.Images.Questions == 0 ? (double?)null : McNemar.Exact(pair.OnlyA, pair.OnlyB));
        var pHolm = Holm.Adjust(p);

        return [.. slices.Select((slice, index) =>
        {
            var tally = pairs[index].Images;
            var bootstrap = tally.Resample(Resamples, Xoshiro256.For(seed, "compare", slice.Task, slice.Slice));
            Interval? ci95 = tally.Questions == 0 ? null : tally.Interval(bootstrap, 0.95, -1, 1);
            return new ReportComparison
            {
                A = a.Id,
                B = b.Id,
                Task = slice.Task,
                Slice = slice.Slice,
                N = tally.Questions,
                OnlyA = pairs[index].OnlyA,
                OnlyB = pairs[index].OnlyB,
                Difference = tally.Estimate,
                Ci95 = ci95 is { } interval ? [interval.Low, interval.High] : null,
                P = p[index],
                PHolm = pHolm[index],
                MinimumDetectableEffect = Detectable(slice, pairs[index]),
                Verdict = ci95 is null ? Verdicts.Undecided : Verdict(pHolm[index]!.Value, ci95.Value, tally.Interval(bootstrap, 0.90, -1, 1), margin),
            };
        })];
    }

    private static double? Detectable(ItemSlice slice, PairedTally pair)
    {
        if (pair.Images.Questions == 0)
            return null;
        if (slice.IsGraded)
            return DetectableEffect.OfMean(pair.Images);
        var discordant = (double)(pair.OnlyA + pair.OnlyB) / pair.Images.Questions;
        return DetectableEffect.Of(pair.Images.Questions / DetectableEffect.DesignEffect(pair.Images, discordant), discordant);
    }

    // McNemar takes questions as independent, the interval does not: a verdict needs both.
    private static string Verdict(double pHolm, Interval ci95, Interval ci90, double margin) =>
        pHolm < Significance && ci95.Low > 0 ? Verdicts.Better
        : pHolm < Significance && ci95.High < 0 ? Verdicts.Worse
        : ci90.Low > -margin && ci90.High < margin ? Verdicts.Equivalent
        : Verdicts.Undecided;
}
