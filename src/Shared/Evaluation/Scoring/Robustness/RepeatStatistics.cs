using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;
using MuBench.Scoring.Results;
using MuBench.Scoring.Slices;

namespace MuBench.Scoring.Robustness;

/// <summary>The stability of the responses of a model that was asked everything several times.</summary>
internal static class RepeatStatistics
{
    /// <summary>The statistics of every whole task of closed questions.</summary>
    /// <param name="questions">The questions.</param>
    /// <param name="passes">The passes, the main pass first.</param>
    public static IReadOnlyList<RepeatScore> Of(QuestionTable questions, IReadOnlyList<PassOutcomes> passes) =>
        [.. questions.Slices.Where(slice => slice.Slice == SliceRules.All && !slice.IsGraded).Select(slice => Of(questions, slice, passes))];

    private static RepeatScore Of(QuestionTable questions, QuestionSlice slice, IReadOnlyList<PassOutcomes> passes)
    {
        var flips = ClusteredRatio.Tally(questions, slice, question => Flip(passes, question));
        var pooled = ClusteredRatio.Tally(questions, slice, question => Pooled(passes, question));
        return new RepeatScore
        {
            Task = slice.Task,
            N = flips.Questions,
            Flips = (int)flips.Sum,
            FlipRate = flips.Estimate,
            FlipCi95 = ClusteredRatio.Interval(flips),
            Answers = [.. passes.Select(pass => ClusteredRatio.Tally(questions, slice, question => Pooled([pass], question)).Questions)],
            Accuracies = [.. passes.Select(pass => ClusteredRatio.Tally(questions, slice, question => Pooled([pass], question)).Estimate)],
            MeanAccuracy = pooled.Estimate,
            Ci95 = ClusteredRatio.Interval(pooled),
        };
    }

    // Only questions with a response in every pass count: a missing one is neither the same nor another.
    private static (int, int) Flip(IReadOnlyList<PassOutcomes> passes, int question)
    {
        if (!passes.All(pass => pass.Outcomes[question].IsAnswered()))
            return (0, 0);
        var first = passes[0].Choices.Chosen[question];
        return (passes.All(pass => pass.Choices.Chosen[question] == first) ? 0 : 1, 1);
    }

    /// <summary>Number of correct responses and of responses of a question over all passes.</summary>
    internal static (int, int) Pooled(IReadOnlyList<PassOutcomes> passes, int question) => (
        passes.Count(pass => pass.Outcomes[question] == Outcome.Correct),
        passes.Count(pass => pass.Outcomes[question].IsAnswered()));
}
