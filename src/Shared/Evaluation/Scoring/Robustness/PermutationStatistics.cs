using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;
using MuBench.Scoring.Results;
using MuBench.Scoring.Slices;

namespace MuBench.Scoring.Robustness;

/// <summary>The effect of the order of the options on a model's responses.</summary>
internal static class PermutationStatistics
{
    /// <summary>The statistics of every whole task of closed questions.</summary>
    /// <param name="items">The questions.</param>
    /// <param name="stored">The main pass.</param>
    /// <param name="orders">The passes with further orders.</param>
    public static IReadOnlyList<PermutationScore> Of(QuestionTable items, PassOutcomes stored, IReadOnlyList<PassOutcomes> orders) =>
        [.. items.Slices.Where(slice => slice.Slice == SliceRules.All && !slice.IsGraded).Select(slice => Of(items, slice, stored, orders))];

    private static PermutationScore Of(QuestionTable items, QuestionSlice slice, PassOutcomes stored, IReadOnlyList<PassOutcomes> orders)
    {
        var pooled = ClusteredRatio.Tally(items, slice, item => RepeatStatistics.Pooled(orders, item));
        var letters = new LetterTally(slice, orders);
        return new PermutationScore
        {
            Task = slice.Task,
            Orders = [.. orders.Prepend(stored).Select((pass, order) => Score(items, slice, pass, order))],
            MeanAccuracy = pooled.Estimate,
            Ci95 = ClusteredRatio.Interval(pooled),
            Positions = [.. Enumerable.Range(0, letters.Places).Select(place => Position(items, slice, orders, letters, place))],
            Unread = letters.Unread,
            Read = letters.Read,
        };
    }

    private static OrderScore Score(QuestionTable items, QuestionSlice slice, PassOutcomes pass, int order)
    {
        var tally = ClusteredRatio.Tally(items, slice, item => RepeatStatistics.Pooled([pass], item));
        return new OrderScore(order, tally.Questions, tally.Estimate, pass.Unchanged is { } unchanged ? Reordered(slice, pass, unchanged) : null);
    }

    private static int Reordered(QuestionSlice slice, PassOutcomes pass, bool[] unchanged)
    {
        var count = 0;
        foreach (var item in slice.Questions)
            count += !unchanged[item] && pass.Outcomes[item].IsAnswered() ? 1 : 0;
        return count;
    }

    private static PositionScore Position(
        QuestionTable items, QuestionSlice slice, IReadOnlyList<PassOutcomes> orders, LetterTally letters, int place)
    {
        var tally = ClusteredRatio.Tally(items, slice, item =>
        {
            var (correct, answered) = (0, 0);
            foreach (var order in orders)
            {
                if (order.Choices.Gold[item] != place || !order.Outcomes[item].IsAnswered())
                    continue;
                answered++;
                correct += order.Outcomes[item] == Outcome.Correct ? 1 : 0;
            }

            return (correct, answered);
        });
        var letter = $"{(char)('A' + place)}";
        return new PositionScore
        {
            Letter = letter,
            N = tally.Questions,
            Accuracy = tally.Estimate,
            Ci95 = ClusteredRatio.Interval(tally),
            AnswerShare = letters.AnswerShare(place),
            GoldShare = letters.GoldShare(place),
        };
    }
}
