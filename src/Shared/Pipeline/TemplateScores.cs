using MuBench.Models;
using MuBench.Scoring;
using MuBench.Scoring.Analyses;

namespace MuBench.Pipeline;

/// <summary>Scores of a contrastive model under the first caption template, beside the official second one.</summary>
internal static class TemplateScores
{
    /// <summary>
    /// The scores per task as slice <c>template:_0</c>, and per coarse key as <c>template:_0/KEY</c>; empty where no
    /// question was asked so.
    /// </summary>
    public static IEnumerable<SliceScore> Of(ModelAnswers answers, int seed)
    {
        var outcomes = answers.Template0.Select(outcome => outcome ?? Outcome.NotRun).ToArray();
        foreach (var asked in answers.Items.Slices.Where(slice => TemplateCalculator.IsWholeOrKey(answers.Items, slice)))
        {
            var items = asked.Items.ToArray().Where(item => answers.Template0[item] is not null).ToArray();
            if (items.Length > 0)
            {
                var slice = new ItemSlice(asked.Task, NameOf(asked.Slice), items);
                yield return ScoreCalculator.Score(answers.Items, slice, outcomes, Protocols.Official, seed);
            }
        }
    }

    private static string NameOf(string slice) =>
        "template:" + QuestionForms.Template0 + (slice == SliceRules.All ? "" : "/" + slice);
}
