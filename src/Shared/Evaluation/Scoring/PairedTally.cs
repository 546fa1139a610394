using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;
using MuBench.Scoring.Slices;
using MuBench.Statistics;

namespace MuBench.Scoring;

/// <summary>Two models' outcomes on one slice, by question and by image.</summary>
/// <param name="OnlyA">
/// Number of questions that only A answered correctly; for a graded slice, questions for which A has the higher
/// fractional score.
/// </param>
/// <param name="OnlyB">The same for B.</param>
/// <param name="Images">The images by (score of A minus score of B, number of questions that both answered).</param>
internal sealed record PairedTally(int OnlyA, int OnlyB, ClusterTally Images)
{
    /// <summary>The interval and the p-value of the difference; null if no question was answered by both.</summary>
    public DifferenceTest? Test() => Images.Questions == 0 ? null : DifferenceTest.Of(Images, OnlyA + OnlyB);

    public static PairedTally Of(QuestionTable questions, QuestionSlice slice, ModelOutcomes a, ModelOutcomes b)
    {
        var ofA = new SliceCredits(slice, a.Outcomes, a.Credits);
        var ofB = new SliceCredits(slice, b.Outcomes, b.Credits);
        var tally = new ClusterTally(SliceCredits.UnitOf(slice));
        int onlyA = 0, onlyB = 0, image = -1, difference = 0, answered = 0;
        var squares = 0L;
        foreach (var question in slice.Questions)
        {
            if (questions.ImageOf(question) != image)
            {
                tally.Add(difference, answered, squares);
                (image, difference, answered, squares) = (questions.ImageOf(question), 0, 0, 0);
            }

            if (!a.Outcomes[question].IsAnswered() || !b.Outcomes[question].IsAnswered())
                continue;
            answered++;
            var lead = ofA.Of(question) - ofB.Of(question);
            if (lead == 0)
                continue;
            if (lead > 0)
                onlyA++;
            else
                onlyB++;
            difference += lead;
            squares += (long)lead * lead;
        }

        tally.Add(difference, answered, squares);
        return new PairedTally(onlyA, onlyB, tally);
    }
}
