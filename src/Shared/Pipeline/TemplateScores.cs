using MuBench.Models;
using MuBench.Scoring;

namespace MuBench.Pipeline;

/// <summary>Scores of a contrastive model under the first caption template, beside the official second one.</summary>
internal static class TemplateScores
{
    /// <summary>The scores per task as slice <c>template:_0</c>; empty where no question was asked so.</summary>
    public static IEnumerable<SliceScore> Of(ModelAnswers answers, int seed)
    {
        var outcomes = answers.Template0.Select(outcome => outcome ?? Outcome.NotRun).ToArray();
        foreach (var whole in answers.Items.Slices.Where(slice => slice.Slice == "all"))
        {
            var items = whole.Items.ToArray().Where(item => answers.Template0[item] is not null).ToArray();
            if (items.Length > 0)
            {
                var slice = new ItemSlice(whole.Task, "template:" + QuestionForms.Template0, items);
                yield return ScoreCalculator.Score(answers.Items, slice, outcomes, Protocols.Official, seed);
            }
        }
    }
}
