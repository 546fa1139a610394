using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;
using MuBench.Scoring.Slices;

namespace MuBench.Scoring.Analyses;

/// <summary>Accuracy of the questions of one bin with its interval, computed by <see cref="ScoreCalculator"/> as for a slice.</summary>
internal readonly record struct BinInterval(int N, double? Accuracy, IReadOnlyList<double>? Ci95)
{
    /// <param name="questions">The run's questions.</param>
    /// <param name="task">The task of the bin.</param>
    /// <param name="name">The bin's name.</param>
    /// <param name="members">The bin's questions, ascending.</param>
    /// <param name="outcomes">One outcome for each question of the run.</param>
    public static BinInterval Of(QuestionTable questions, string task, string name, int[] members, Outcome[] outcomes)
    {
        var tally = ScoreCalculator.Tally(questions, new QuestionSlice(task, name, members), outcomes);
        if (tally.Questions == 0)
            return new BinInterval(0, null, null);
        return new BinInterval(tally.Questions, tally.Estimate, tally.ShareInterval(0.95).ToArray());
    }
}
