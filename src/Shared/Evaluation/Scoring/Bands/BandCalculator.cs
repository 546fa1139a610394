using MuBench.Scoring.Matching;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;
using MuBench.Scoring.Slices;

namespace MuBench.Scoring.Bands;

/// <summary>Counts the results of each reader on the same responses.</summary>
internal static class BandCalculator
{
    /// <summary>The band of every task with options.</summary>
    /// <param name="questions">The questions.</param>
    /// <param name="outcomes">One outcome for each question under each of the three readers, by protocol.</param>
    /// <param name="isRead">Whether a question has options, so that a choice is read; other questions are in no band.</param>
    public static IReadOnlyList<TaskBand> Of(QuestionTable questions, IReadOnlyDictionary<string, Outcome[]> outcomes, Func<int, bool> isRead)
    {
        ArgumentNullException.ThrowIfNull(questions);
        ArgumentNullException.ThrowIfNull(outcomes);
        ArgumentNullException.ThrowIfNull(isRead);
        var (official, strict, lenient) = (outcomes[Protocols.Official], outcomes[Protocols.Strict], outcomes[Protocols.Lenient]);
        foreach (var reader in (ReadOnlySpan<Outcome[]>)[official, strict, lenient])
            OutcomeSets.Require(questions, reader.Length);
        var bands = new List<TaskBand>();
        foreach (var slice in questions.Slices.Where(slice => slice.Slice == SliceRules.All))
        {
            int asked = 0, n = 0, disagreeing = 0;
            var right = (Official: 0, Strict: 0, Lenient: 0);
            foreach (var question in slice.Questions)
            {
                if (!isRead(question))
                    continue;
                asked++;
                if (!official[question].IsAnswered())
                    continue;
                n++;
                right.Official += official[question] == Outcome.Correct ? 1 : 0;
                right.Strict += strict[question] == Outcome.Correct ? 1 : 0;
                right.Lenient += lenient[question] == Outcome.Correct ? 1 : 0;
                disagreeing += IsDisagreement(official[question], strict[question], lenient[question]) ? 1 : 0;
            }

            if (asked > 0)
                bands.Add(BandOf(slice.Task, n, right, disagreeing));
        }

        return bands;
    }

    /// <summary>Whether a response is correct under one reader and not correct under another.</summary>
    public static bool IsDisagreement(Outcome official, Outcome strict, Outcome lenient) =>
        (official == Outcome.Correct) != (strict == Outcome.Correct) || (official == Outcome.Correct) != (lenient == Outcome.Correct);

    private static TaskBand BandOf(string task, int n, (int Official, int Strict, int Lenient) right, int disagreeing)
    {
        double? Share(int count) => n == 0 ? null : (double)count / n;
        return new TaskBand
        {
            Task = task,
            N = n,
            Official = Share(right.Official),
            Strict = Share(right.Strict),
            Lenient = Share(right.Lenient),
            Lowest = Share(Math.Min(right.Official, Math.Min(right.Strict, right.Lenient))),
            Highest = Share(Math.Max(right.Official, Math.Max(right.Strict, right.Lenient))),
            Disagreeing = disagreeing,
        };
    }
}
