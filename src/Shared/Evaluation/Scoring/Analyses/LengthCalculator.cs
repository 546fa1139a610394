using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;
using MuBench.Scoring.Slices;

namespace MuBench.Scoring.Analyses;

/// <summary>Computes accuracy by length of the correct option.</summary>
internal static class LengthCalculator
{
    /// <summary>Maximum number of bins of a task.</summary>
    public const int BinCount = 10;

    /// <summary>The length of a text in Unicode characters, counted like the authors' <c>len()</c>.</summary>
    public static int LengthOf(string text) => text.EnumerateRunes().Count();

    /// <summary>The bins of one task.</summary>
    /// <param name="questions">The run's questions.</param>
    /// <param name="slice">The whole task.</param>
    /// <param name="outcomes">One outcome for each question.</param>
    /// <param name="lengths">Number of characters of the correct option of each question.</param>
    /// <param name="confidences">One value for each question; null if the model has no probabilities.</param>
    public static TaskLengths Of(
        QuestionTable questions, QuestionSlice slice, Outcome[] outcomes, IReadOnlyList<int> lengths, IReadOnlyList<OptionConfidence?>? confidences)
    {
        var members = slice.Questions.ToArray();
        var edges = Bins.EqualMassEdges(members.Select(question => lengths[question]), BinCount);
        return new TaskLengths(slice.Task, [.. members.GroupBy(question => Bins.Of(lengths[question], edges)).OrderBy(group => group.Key).Select(group =>
        {
            var (shortest, longest) = (group.Min(question => lengths[question]), group.Max(question => lengths[question]));
            var interval = BinInterval.Of(questions, slice.Task, $"length:{shortest}-{longest}", [.. group], outcomes);
            return new LengthBin
            {
                Shortest = shortest,
                Longest = longest,
                N = interval.N,
                Accuracy = interval.Accuracy,
                Ci95 = interval.Ci95,
                GoldProbability = confidences is null ? null : group.Where(question => outcomes[question].IsAnswered()).Average(question => confidences[question]?.Gold),
            };
        })]);
    }
}
