using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;
using MuBench.Scoring.Slices;

namespace MuBench.Scoring.Analyses;

/// <summary>Compares a model's two caption templates, task by task and key by key.</summary>
internal static class TemplateCalculator
{
    /// <summary>The comparisons; empty if no question was answered with both templates.</summary>
    /// <param name="questions">The run's questions.</param>
    /// <param name="template0">Outcomes with the first template; not run for questions that were not asked with it.</param>
    /// <param name="template1">Outcomes with the second template.</param>
    public static IEnumerable<TemplateComparison> Of(QuestionTable questions, Outcome[] template0, Outcome[] template1)
    {
        foreach (var slice in questions.Slices.Where(slice => IsWholeOrKey(questions, slice)))
        {
            var pair = PairedTally.Of(questions, slice, new ModelOutcomes("_1", template1), new ModelOutcomes("_0", template0));
            if (pair.Images.Questions == 0)
                continue;
            var right1 = 0;
            foreach (var question in slice.Questions)
            {
                if (template1[question] == Outcome.Correct && template0[question].IsAnswered())
                    right1++;
            }

            var test = pair.Test()!.Value;
            double n = pair.Images.Questions;
            yield return new TemplateComparison
            {
                Task = slice.Task,
                Slice = slice.Slice,
                N = pair.Images.Questions,
                Accuracy0 = (right1 - pair.OnlyA + pair.OnlyB) / n,
                Accuracy1 = right1 / n,
                Difference = (pair.OnlyA - pair.OnlyB) / n,
                Ci95 = test.Interval(0.95).ToArray(),
                P = test.P,
            };
        }
    }

    /// <summary>Whether a slice is a whole task or the questions of one key.</summary>
    public static bool IsWholeOrKey(QuestionTable questions, QuestionSlice slice) =>
        slice.Slice == SliceRules.All || slice.Slice == questions.KeyOf(slice.Questions[0]);
}
