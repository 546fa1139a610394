using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;
using MuBench.Scoring.Results;
using MuBench.Scoring.Slices;
using MuBench.Statistics;
using MuBench.Statistics.Assisted;

namespace MuBench.Scoring;

/// <summary>Compares two models on the same questions, slice by slice.</summary>
internal static class PairedComparison
{
    /// <summary>Default margin: the difference within which two models count as equivalent.</summary>
    public const double DefaultMargin = 0.02;

    private const double Significance = 0.05;

    /// <summary>Compares every two models, in order, on all cores.</summary>
    /// <inheritdoc cref="Compare(QuestionTable, ModelOutcomes, ModelOutcomes, double, int, Func{QuestionSlice, AssistedMean?}?)"/>
    public static IReadOnlyList<ReportComparison> CompareAll(
        QuestionTable questions, IReadOnlyList<ModelOutcomes> models, double margin = DefaultMargin, int looks = 1,
        Func<ModelOutcomes, ModelOutcomes, Func<QuestionSlice, AssistedMean?>?>? assist = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(models);
        var pairs = models.SelectMany((a, index) => models.Skip(index + 1).Select(b => (A: a, B: b))).ToArray();
        var compared = new IReadOnlyList<ReportComparison>[pairs.Length];
        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, pairs.Length, options, index => compared[index] = Compare(questions, pairs[index].A, pairs[index].B, margin, looks, assist?.Invoke(pairs[index].A, pairs[index].B)));
        return [.. compared.SelectMany(comparisons => comparisons)];
    }

    /// <summary>Compares two models on all compared slices of the table, over the questions that both answered.</summary>
    /// <param name="questions">The questions.</param>
    /// <param name="a">The first model.</param>
    /// <param name="b">The second model.</param>
    /// <param name="margin">Difference, 0 to 1, within which the models count as equivalent.</param>
    /// <param name="looks">Number of looks for which intervals and p-values allow, see <see cref="Looks"/>; 1 for a run that asks every question.</param>
    /// <param name="assist">Estimates the difference on a slice with the help of other models' answers; null for no such estimates.</param>
    public static IReadOnlyList<ReportComparison> Compare(
        QuestionTable questions, ModelOutcomes a, ModelOutcomes b, double margin = DefaultMargin, int looks = 1, Func<QuestionSlice, AssistedMean?>? assist = null)
    {
        ArgumentNullException.ThrowIfNull(questions);
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        OutcomeSets.Require(questions, a.Outcomes.Length);
        OutcomeSets.Require(questions, b.Outcomes.Length);

        // A model that draws no boxes is not compared on boxes.
        var tallied = questions.Slices.Where(slice => slice.IsCompared).Select(slice => (Slice: slice, Pair: PairedTally.Of(questions, slice, a, b)))
            .Where(entry => !entry.Slice.IsGraded || entry.Pair.Images.Questions > 0).ToArray();
        var (slices, pairs) = (Array.ConvertAll(tallied, entry => entry.Slice), Array.ConvertAll(tallied, entry => entry.Pair));
        var tests = Array.ConvertAll(pairs, pair => pair.Test());
        var pHolm = Corrected(slices, tests, looks);
        var sameAnswers = a.Answers is not null && a.Answers == b.Answers;
        var assisted = assist is null ? null : Assisted(slices, pairs, tests, Array.ConvertAll(slices, slice => assist(slice)), margin, looks);
        return
        [
            .. slices.Select((slice, index) => Comparison(
                (a.Id, b.Id), slice, pairs[index], tests[index], pHolm[index], looks, VerdictOf(pairs[index], tests[index], pHolm[index], margin, looks, sameAnswers))
                with { Assisted = assisted?[index] }),
        ];
    }

    // A slice without an assisted estimate stands in its family with its plain p-value.
    private static ReportAssistedDifference?[] Assisted(
        QuestionSlice[] slices, PairedTally[] pairs, DifferenceTest?[] plain, AssistedMean?[] means, double margin, int looks)
    {
        DifferenceTest?[] tests = [.. means.Select((mean, index) => mean?.Difference(pairs[index].Images, pairs[index].OnlyA + pairs[index].OnlyB) ?? plain[index])];
        var pHolm = Corrected(slices, tests, looks);
        return
        [
            .. means.Select((found, index) =>
            {
                if (found is not { } mean || tests[index] is not { } test)
                    return null;
                var interval = test.Interval(Looks.Confidence(looks));
                return new ReportAssistedDifference
                {
                    Sampled = Math.Round(mean.Sampled, 9),
                    Difference = Math.Round(mean.Estimate, 9),
                    Ci95 = interval.ToArray(),
                    Interval = Looks.KindOf(interval with { Kind = IntervalKinds.AdjustedWaldAssisted }, looks)!,
                    P = Looks.Corrected(test.P, looks)!.Value,
                    PHolm = pHolm[index]!.Value,
                    Lambda = Math.Round(mean.Lambda, 9),
                    EffectiveSize = Math.Round(mean.EffectiveSize, 9),
                    Verdict = VerdictOf(mean.Estimate, test, pHolm[index], margin, looks),
                };
            }),
        ];
    }

    // Whole tasks are corrected among themselves, and so are parts of tasks: a comparison of parts must not weaken that of whole tasks.
    private static double?[] Corrected(QuestionSlice[] slices, DifferenceTest?[] tests, int looks)
    {
        var corrected = new double?[slices.Length];
        foreach (var family in Enumerable.Range(0, slices.Length).GroupBy(index => Families.Of(slices[index].Slice)))
        {
            var places = family.ToArray();
            var adjusted = Holm.Adjust([.. places.Select(place => Looks.Corrected(tests[place]?.P, looks))]);
            for (var member = 0; member < places.Length; member++)
                corrected[places[member]] = adjusted[member];
        }

        return corrected;
    }

    private static ReportComparison Comparison(
        (string A, string B) models, QuestionSlice slice, PairedTally pair, DifferenceTest? test, double? pHolm, int looks, string verdict)
    {
        var interval = test?.Interval(Looks.Confidence(looks));
        return new ReportComparison
        {
            A = models.A,
            B = models.B,
            Task = slice.Task,
            Slice = slice.Slice,
            N = pair.Images.Questions,
            OnlyA = pair.OnlyA,
            OnlyB = pair.OnlyB,
            Difference = pair.Images.Estimate,
            Ci95 = interval?.ToArray(),
            Interval = Looks.KindOf(interval, looks),
            P = Looks.Corrected(test?.P, looks),
            PMcNemar = test is null ? null : McNemar.Exact(pair.OnlyA, pair.OnlyB),
            Family = Families.Of(slice.Slice),
            PHolm = pHolm,
            MinimumDetectableEffect = Detectable(slice, pair),
            Verdict = verdict,
        };
    }

    private static double? Detectable(QuestionSlice slice, PairedTally pair)
    {
        if (pair.Images.Questions == 0)
            return null;
        if (slice.IsGraded)
            return DetectableEffect.OfMean(pair.Images);
        var discordant = (double)(pair.OnlyA + pair.OnlyB) / pair.Images.Questions;
        return DetectableEffect.Of(pair.Images.Questions / DetectableEffect.DesignEffect(pair.Images, discordant), discordant);
    }

    private static string VerdictOf(PairedTally pair, DifferenceTest? test, double? pHolm, double margin, int looks, bool sameAnswers)
    {
        if (test is not { } tested)
            return Verdicts.Undecided;
        if (sameAnswers && pair.OnlyA + pair.OnlyB == 0)
            return Verdicts.Identical;
        return VerdictOf(pair.Images.Sum, tested, pHolm, margin, looks);
    }

    private static string VerdictOf(double difference, DifferenceTest tested, double? pHolm, double margin, int looks)
    {
        if (pHolm < Significance)
            return difference > 0 ? Verdicts.Better : Verdicts.Worse;
        var ci90 = tested.Interval(Looks.ConfidenceOf(0.1, looks));
        return ci90.Low > -margin && ci90.High < margin ? Verdicts.Equivalent : Verdicts.Undecided;
    }
}
