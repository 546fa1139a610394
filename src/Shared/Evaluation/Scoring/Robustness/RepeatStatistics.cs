using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;
using MuBench.Scoring.Results;
using MuBench.Scoring.Slices;

namespace MuBench.Scoring.Robustness;

/// <summary>The stability of the responses of a model that was asked everything several times.</summary>
internal static class RepeatStatistics
{
    /// <summary>The statistics of every whole task of closed questions.</summary>
    /// <param name="items">The questions.</param>
    /// <param name="passes">The passes, the main pass first.</param>
    public static IReadOnlyList<RepeatScore> Of(QuestionTable items, IReadOnlyList<PassOutcomes> passes) =>
        [.. items.Slices.Where(slice => slice.Slice == SliceRules.All && !slice.IsGraded).Select(slice => Of(items, slice, passes))];

    private static RepeatScore Of(QuestionTable items, QuestionSlice slice, IReadOnlyList<PassOutcomes> passes)
    {
        var flips = ClusteredRatio.Tally(items, slice, item => Flip(passes, item));
        var pooled = ClusteredRatio.Tally(items, slice, item => Pooled(passes, item));
        return new RepeatScore
        {
            Task = slice.Task,
            N = flips.Questions,
            Flips = (int)flips.Sum,
            FlipRate = flips.Estimate,
            FlipCi95 = ClusteredRatio.Interval(flips),
            Answers = [.. passes.Select(pass => ClusteredRatio.Tally(items, slice, item => Pooled([pass], item)).Questions)],
            Accuracies = [.. passes.Select(pass => ClusteredRatio.Tally(items, slice, item => Pooled([pass], item)).Estimate)],
            MeanAccuracy = pooled.Estimate,
            Ci95 = ClusteredRatio.Interval(pooled),
        };
    }

    // Only questions with a response in every pass count: a missing one is neither the same nor another.
    private static (int, int) Flip(IReadOnlyList<PassOutcomes> passes, int item)
    {
        if (!passes.All(pass => pass.Outcomes[item].IsAnswered()))
            return (0, 0);
        var first = passes[0].Choices.Chosen[item];
        return (passes.All(pass => pass.Choices.Chosen[item] == first) ? 0 : 1, 1);
    }

    /// <summary>Number of correct responses and of responses of a question over all passes.</summary>
    internal static (int, int) Pooled(IReadOnlyList<PassOutcomes> passes, int item) => (
        passes.Count(pass => pass.Outcomes[item] == Outcome.Correct),
        passes.Count(pass => pass.Outcomes[item].IsAnswered()));
}
