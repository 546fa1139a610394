using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;
using MuBench.Scoring.Results;
using MuBench.Scoring.Slices;

namespace MuBench.Scoring.Robustness;

/// <summary>The effect of the order of the options on a model's responses.</summary>
internal static class PermutationStatistics
{
    /// <summary>The statistics of every whole task of closed questions.</summary>
    /// <param name="questions">The questions.</param>
    /// <param name="stored">The main pass.</param>
    /// <param name="orders">The passes with further orders.</param>
    public static IReadOnlyList<PermutationScore> Of(QuestionTable questions, PassOutcomes stored, IReadOnlyList<PassOutcomes> orders) =>
        [.. questions.Slices.Where(slice => slice.Slice == SliceRules.All && !slice.IsGraded).Select(slice => Of(questions, slice, stored, orders))];

    private static PermutationScore Of(QuestionTable questions, QuestionSlice slice, PassOutcomes stored, IReadOnlyList<PassOutcomes> orders)
    {
        var pooled = ClusteredRatio.Tally(questions, slice, question => RepeatStatistics.Pooled(orders, question));
        var letters = new LetterTally(slice, orders);
        return new PermutationScore
        {
            Task = slice.Task,
            Orders = [.. orders.Prepend(stored).Select((pass, order) => Score(questions, slice, pass, order))],
            MeanAccuracy = pooled.Estimate,
            Ci95 = ClusteredRatio.Interval(pooled),
            Positions = [.. Enumerable.Range(0, letters.Places).Select(place => Position(questions, slice, orders, letters, place))],
            Unread = letters.Unread,
            Read = letters.Read,
        };
    }

    private static OrderScore Score(QuestionTable questions, QuestionSlice slice, PassOutcomes pass, int order)
    {
        var tally = ClusteredRatio.Tally(questions, slice, question => RepeatStatistics.Pooled([pass], question));
        return new OrderScore(order, tally.Questions, tally.Estimate, pass.Unchanged is { } unchanged ? Reordered(slice, pass, unchanged) : null);
    }

    private static int Reordered(QuestionSlice slice, PassOutcomes pass, bool[] unchanged)
    {
        var count = 0;
        foreach (var question in slice.Questions)
            count += !unchanged[question] && pass.Outcomes[question].IsAnswered() ? 1 : 0;
        return count;
    }

    private static PositionScore Position(
        QuestionTable questions, QuestionSlice slice, IReadOnlyList<PassOutcomes> orders, LetterTally letters, int place)
    {
        var tally = ClusteredRatio.Tally(questions, slice, question =>
        {
            var (correct, answered) = (0, 0);
            foreach (var order in orders)
            {
                if (order.Choices.Gold[question] != place || !order.Outcomes[question].IsAnswered())
                    continue;
                answered++;
                correct += order.Outcomes[question] == Outcome.Correct ? 1 : 0;
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
